"""What the CASE feed answers when it does not answer with data: `imsx_StatusInfo`, in the spelling of each release."""

from typing import Any

Json = dict[str, Any]
SPELLED_IN_1_0 = {"unauthorised_request": "unauthorisedrequest", "invalid_uuid": "invaliduuid"}
# The minor code of a status that no view has explained, and what is said with it.
MINOR = {
    400: ("invalid_selection_field", "The request makes no sense"),
    401: ("unauthorised_request", "Not authorised"),
    403: ("forbidden", "Forbidden"),
    404: ("unknownobject", "Unknown Object"),
    429: ("server_busy", "Too many requests"),
    500: ("internal_server_error", "Internal server error"),
    503: ("server_busy", "The server is busy"),
}


def failure(release: str, minor: str, description: str, field: str = "sourcedId") -> Json:
    """A failure with its minor code; `field` is what it is about."""
    spelled = SPELLED_IN_1_0.get(minor, minor) if release == "v1p0" else minor
    fields = [{"imsx_codeMinorFieldName": field, "imsx_codeMinorFieldValue": spelled}]
    return {**_failure(description), "imsx_codeMinor": {"imsx_codeMinorField": fields}}


def for_status(release: str, status: int, reason: str) -> Json:
    """The body of an HTTP status; the standard has no minor code for those that are not in MINOR."""
    if status not in MINOR:
        return _failure(reason)
    minor, description = MINOR[status]
    return failure(release, minor, description, "request")


def _failure(description: str) -> Json:
    return {"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": description}
