// Other windows and devices of one self-assessment: the newest acknowledged answer counts, and every page that shows it
// says so. Windows of one browser tell one another; what other devices did is asked, and only when somebody looks.

const parts = (globalThis.selfAssessment ??= {}); // files by hashed names cannot import one another
parts.startWindows = function startWindows(name, { address, patience, given, hear, submitted }) {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
  let looked = Date.now();

  channel?.addEventListener("message", ({ data }) => {
    given(data.item, data.at);
    if (data.kept) hear(data.item, data.kept);
  });

  const tell = (message) => channel?.postMessage(message);

  // Ask what is kept of this page, unless that was asked within so many milliseconds.
  async function look(age, message) {
    if (Date.now() - looked < age) return;
    looked = Date.now();
    try {
      const signal = AbortSignal.timeout(patience);
      const response = await fetch(address, {
        redirect: "manual",
        credentials: "same-origin",
        cache: "no-store", // going back, a browser would rather answer from its own store
        signal,
      });
      if (!response.ok) return;
      const news = await response.json();
      for (const [item, kept] of Object.entries(news.kept)) hear(item, kept, message);
      if (news.is_submitted) submitted();
    } catch {
      // Without a connection there is no news.
    }
  }

  return { tell, look };
};
