// One gentle word while somebody writes: <div role="status" data-coach="/address/"> inside the form.
//
// When the typing pauses, the words are sent to the address, which answers {"note": null} or what could be said of them and
// keeps nothing. A note stands until its phrase is gone, and then no other comes: one message is spoken of once. Nothing
// waits for it and nothing depends on it: whoever presses the button sends, and when the site does not answer it is silent, and
// asks again later. The form's field `coach` says "here", so that nothing asks the writer again after the button, and "shown"
// once a note was shown: a form that comes back with a mistake in it is read again only if nothing was said before.

const PAUSE = 1_200; // ms after the last letter
const PATIENCE = 10_000; // ms
const REST = 60_000; // ms until it asks a site again that was asked too often, or is out of order
const SHORTEST = 8; // letters that are worth asking about

export function bind(place) {
  const form = place.closest("form");
  const told = form.elements.namedItem("coach");
  const words = form.elements.namedItem("words");
  if (!told || !words || told.value === "shown") return; // it has spoken already
  told.value = "here";
  form.querySelector("[data-coach-said]").hidden = false;
  const pattern = form.querySelector("template[data-coach-words]");
  let timer;
  let asked = "";
  let standing = null; // the note that is shown
  let over = false;
  let rests = 0; // until when

  const take = () => {
    place.replaceChildren();
    standing = null;
    over = true;
  };

  const show = (note) => {
    standing = note;
    told.value = "shown";
    const said = pattern.content.cloneNode(true);
    for (const part of said.querySelectorAll("[data-coach-part]")) part.textContent = note[part.dataset.coachPart];
    place.replaceChildren(said);
  };

  async function ask() {
    const text = words.value;
    if (over || text === asked || text.trim().length < SHORTEST || !navigator.onLine) return;
    asked = text;
    let note;
    try {
      const body = new URLSearchParams({ words: text });
      const answer = await fetch(place.dataset.coach, { method: "POST", body, signal: AbortSignal.timeout?.(PATIENCE) });
      if (!answer.ok) {
        if (answer.status === 429 || answer.status >= 500) rest();
        else over = !standing; // the page is gone meanwhile
        return;
      }
      ({ note } = await answer.json());
    } catch {
      return;
    }
    if (over || words.value !== text) return; // there is more by now, and it is asked about that
    if (!standing && note) show(note);
    else if (standing && note?.phrase !== standing.phrase) take();
  }

  const rest = () => {
    asked = "";
    rests = performance.now() + REST;
    wait();
  };

  const wait = () => {
    clearTimeout(timer);
    if (!over) timer = setTimeout(ask, Math.max(PAUSE, rests - performance.now()));
  };

  const later = () => {
    if (standing && !words.value.includes(standing.phrase)) take();
    wait();
  };

  words.addEventListener("input", later);
  later(); // what was put back from the phone is read too
}
