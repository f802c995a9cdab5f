"""The discovery document of the CASE feed: OpenAPI 3 of its operations and of what they answer, written from a table.

In the table a field ends with `*` when it is required; `[X]` is a list of X. All classes are closed.
"""

from typing import Any

Json = dict[str, Any]
FILE_NAME = "imscasev1p1_openapi3_v1p0.json"

_DOCUMENT = """
    identifier*:uuid uri*:uri creator*:text title*:text lastChangeDateTime*:moment frameworkType:text
    caseVersion:release officialSourceURL:uri publisher:text description:text subject:[text] subjectURI:[Link]
    language:text version:text adoptionStatus:text statusStartDate:date statusEndDate:date licenseURI:Link notes:text
"""
_ITEM = """
    identifier*:uuid fullStatement*:text uri*:uri lastChangeDateTime*:moment alternativeLabel:text CFItemType:text
    CFItemTypeURI:Link humanCodingScheme:text listEnumeration:text abbreviatedStatement:text conceptKeywords:[text]
    conceptKeywordsURI:Link notes:text subject:[text] subjectURI:[Link] language:text educationLevel:[text]
    licenseURI:Link statusStartDate:date statusEndDate:date extensions:anything
"""
_ASSOCIATION = """
    identifier*:uuid associationType*:association uri*:uri originNodeURI*:Node destinationNodeURI*:Node
    lastChangeDateTime*:moment sequenceNumber:whole CFAssociationGroupingURI:Link notes:text
"""
_DEFINED = "identifier*:uuid uri*:uri title*:text lastChangeDateTime*:moment"
CLASSES = {
    "Link": "title*:text identifier*:uuid uri*:uri",
    "Node": "title*:text identifier*:text uri*:text targetType:text",
    "CFPckgDocument": _DOCUMENT,
    "CFDocument": f"{_DOCUMENT} CFPackageURI*:Link",
    "CFDocumentSet": "CFDocuments*:[CFDocument]",
    "CFPckgItem": _ITEM,
    "CFItem": f"{_ITEM} CFDocumentURI*:Link",
    "CFPckgAssociation": _ASSOCIATION,
    "CFAssociation": f"{_ASSOCIATION} CFDocumentURI:Link",
    "CFAssociationSet": "CFItem*:CFItem CFAssociations*:[CFPckgAssociation]",
    "CFConcept": f"{_DEFINED} hierarchyCode*:text keywords:text description:text",
    "CFConceptSet": "CFConcepts*:[CFConcept]",
    "CFSubject": f"{_DEFINED} hierarchyCode*:text description:text",
    "CFSubjectSet": "CFSubjects*:[CFSubject]",
    "CFLicense": f"{_DEFINED} licenseText*:text description:text",
    "CFItemType": f"{_DEFINED} hierarchyCode*:text description*:text typeCode:text",
    "CFItemTypeSet": "CFItemTypes*:[CFItemType]",
    "CFAssociationGrouping": f"{_DEFINED} description:text",
    "CFRubricCriterionLevel": """identifier*:uuid uri*:uri lastChangeDateTime*:moment description:text quality:text
        score:number feedback:text position:whole rubricCriterionId:uuid""",
    "CFRubricCriterion": """identifier*:uuid uri*:uri lastChangeDateTime*:moment category:text description:text
        CFItemURI:Link weight:number position:whole rubricId:uuid CFRubricCriterionLevels:[CFRubricCriterionLevel]""",
    "CFRubric": """identifier*:uuid uri*:uri lastChangeDateTime*:moment title:text description:text
        CFRubricCriteria:[CFRubricCriterion] extensions:anything""",
    "CFDefinition": """CFConcepts:[CFConcept] CFSubjects:[CFSubject] CFLicenses:[CFLicense] CFItemTypes:[CFItemType]
        CFAssociationGroupings:[CFAssociationGrouping]""",
    "CFPackage": """CFDocument*:CFPckgDocument CFItems:[CFPckgItem] CFAssociations:[CFPckgAssociation]
        CFDefinitions:CFDefinition CFRubrics:[CFRubric]""",
    "CodeMinorField": "imsx_codeMinorFieldName*:text imsx_codeMinorFieldValue*:text",
    "CodeMinor": "imsx_codeMinorField*:[CodeMinorField]",
    "StatusInfo": "imsx_codeMajor*:text imsx_severity*:text imsx_description:text imsx_codeMinor:CodeMinor",
}
TYPES: dict[str, Json] = {
    "text": {"type": "string"},
    "uri": {"type": "string", "format": "uri"},
    "uuid": {"type": "string", "format": "uuid"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "anything": {"type": "object", "additionalProperties": True},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "release": {"type": "string", "enum": ["1.1"]},
    "association": {
        "type": "string",
        "pattern": "^(isChildOf|isPeerOf|isPartOf|exactMatchOf|precedes|isRelatedTo|replacedBy|exemplar|hasSkillLevel"
        "|isTranslationOf|ext:[a-zA-Z0-9._-]+)$",
    },
}
# What the operation on each collection answers; `sourcedId` is the identifier.
OPERATIONS = {
    "CFDocuments": "CFDocument",
    "CFPackages": "CFPackage",
    "CFItems": "CFItem",
    "CFItemAssociations": "CFAssociationSet",
    "CFAssociations": "CFAssociation",
    "CFAssociationGroupings": "CFAssociationGrouping",
    "CFConcepts": "CFConceptSet",
    "CFItemTypes": "CFItemTypeSet",
    "CFLicenses": "CFLicense",
    "CFSubjects": "CFSubjectSet",
    "CFRubrics": "CFRubric",
}
PARAMETERS: dict[str, tuple[str, Json]] = {
    "limit": ("How many at most", {"type": "integer", "minimum": 1, "default": 100}),
    "offset": ("How many to pass over", {"type": "integer", "minimum": 0, "default": 0}),
    "sort": ("The field to order by", {"type": "string"}),
    "orderBy": ("In which direction", {"type": "string", "enum": ["asc", "desc"]}),
    "filter": ("One or two comparisons, such as title~'leader' AND language='en'", {"type": "string"}),
    "fields": (
        "The fields to answer, by commas",
        {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[A-Za-z]+$"}},
    ),
}


def document(base_url: str) -> Json:
    """The whole discovery document of the installation at `base_url`, for CASE 1.1."""
    one = {f"/{name}/{{sourcedId}}": {"get": _one(name, answer)} for name, answer in OPERATIONS.items()}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Competencies and Academic Standards Exchange, provider",
            "version": "1.1",
            "description": "The frameworks that this installation of Carnegie has adopted or deprecated.",
        },
        "servers": [{"url": f"{base_url}/ims/case/v1p1"}],
        "paths": {"/CFDocuments": {"get": _all()}, **one},
        "components": {"schemas": {name: schema(spec) for name, spec in CLASSES.items()}},
    }


def schema(spec: str) -> Json:
    """One line of the table as a JSON Schema."""
    fields = [field.split(":", 1) for field in spec.split()]
    required = [name.removesuffix("*") for name, _type in fields if name.endswith("*")]
    return {
        "type": "object",
        "properties": {name.removesuffix("*"): _type_of(kind) for name, kind in fields},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _type_of(kind: str) -> Json:
    if kind.startswith("["):
        return {"type": "array", "items": _type_of(kind[1:-1])}
    return TYPES.get(kind) or {"$ref": f"#/components/schemas/{kind}"}


def _all() -> Json:
    parameters = [
        {"name": name, "in": "query", "description": words, "schema": rule, **_by_commas(rule)}
        for name, (words, rule) in PARAMETERS.items()
    ]
    counted = {"X-Total-Count": {"schema": {"type": "integer"}}, "Link": {"schema": {"type": "string"}}}
    answers = _responses("CFDocumentSet", "400")
    answers["200"]["headers"] = counted
    return {"operationId": "getAllCFDocuments", "parameters": parameters, "responses": answers}


def _by_commas(rule: Json) -> Json:
    return {"style": "form", "explode": False} if rule["type"] == "array" else {}


def _one(name: str, answer: str) -> Json:
    identifier = {"name": "sourcedId", "in": "path", "required": True, "schema": {"type": "string"}}
    operation = f"get{name if name == 'CFItemAssociations' else name.removesuffix('s')}"
    return {"operationId": operation, "parameters": [identifier], "responses": _responses(answer, "404")}


def _responses(answer: str, *refusals: str) -> Json:
    return {
        "200": _response("What was asked for", answer),
        **{status: _response("Why not", "StatusInfo") for status in (*refusals, "default")},
    }


def _response(words: str, answer: str) -> Json:
    found = {"schema": {"$ref": f"#/components/schemas/{answer}"}}
    return {"description": words, "content": {"application/json": found}}
