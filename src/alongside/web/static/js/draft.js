// A form whose words survive a closed tab and a lost connection: <form data-keep="a-name">.
//
// What is typed is kept on the phone, with the form's idempotency key, and put back when the page is opened again.
// Sending goes through fetch, because only so a lost connection can be told from an answer: when the server answers
// with a redirect the words have arrived and the phone forgets them; when it cannot be reached they stay, the page says
// so, and they are sent again with the same key when the phone is back online. Any other answer (a mistake in the
// form) is fetched once more by the browser itself, so that the page it belongs to is shown in the ordinary way; the
// key makes that harmless.

import { forget, isEmpty, keep, kept, read, statusLine, write } from "./kept.js";

const PATIENCE = 30_000; // ms before a send counts as not having reached the server
const AGAIN = [4_000, 10_000, 30_000, 60_000]; // ms between tries while the page stays open

export function bind(form) {
  const name = form.dataset.keep;
  const line = statusLine(form);
  let state = "writing";
  let tries = 0;
  let timer;
  let pressed = null; // the button that sent the form, for what its name and value say
  let native = false; // whether the browser itself is to send this time

  const store = () => {
    if (isEmpty(form) && state !== "waiting") {
      forget(name);
      line.say(null);
      return;
    }
    const stored = keep(name, { fields: read(form), waiting: state === "waiting" });
    line.say(state === "waiting" ? "waiting" : stored ? "kept" : "full", { forgettable: stored });
  };

  const wait = () => {
    state = "waiting";
    store();
    clearTimeout(timer);
    timer = setTimeout(send, AGAIN[Math.min(tries, AGAIN.length - 1)]);
    tries += 1;
  };

  const arrived = (address) => {
    state = "sent";
    forget(name);
    location.assign(address);
  };

  async function send() {
    clearTimeout(timer);
    if (state === "sending" || state === "sent") return; // a second tap changes nothing
    if (!navigator.onLine) return wait();
    state = "sending";
    line.say("sending");
    let answer;
    try {
      answer = await fetch(addressOf(), { method: "POST", body: body(), signal: AbortSignal.timeout?.(PATIENCE) });
    } catch {
      return wait();
    }
    if (answer.redirected && answer.ok) return arrived(answer.url);
    if (answer.status >= 502 && answer.status <= 504) return wait();
    state = "writing";
    store();
    native = true;
    if (form.requestSubmit) form.requestSubmit(pressed);
    else HTMLFormElement.prototype.submit.call(form);
  }

  const addressOf = () => (pressed?.hasAttribute("formaction") ? pressed.formAction : form.getAttribute("action") || location.href);
  const body = () => {
    const data = new URLSearchParams(new FormData(form)); // as the browser itself would send it
    if (pressed?.name) data.append(pressed.name, pressed.value);
    return data;
  };

  const before = kept(name);
  if (before?.fields && isEmpty(form)) {
    write(form, before.fields, { hidden: ["key"] });
    if (before.waiting) wait();
    else line.say("restored", { forgettable: true });
  }

  form.addEventListener("input", () => {
    if (state === "waiting") {
      state = "writing";
      clearTimeout(timer);
    }
    store();
  });
  form.addEventListener("submit", (event) => {
    if (native) {
      native = false;
      return;
    }
    event.preventDefault();
    pressed = event.submitter;
    tries = 0;
    send();
  });
  addEventListener("online", () => state === "waiting" && send());
  addEventListener("pageshow", (event) => event.persisted && state === "sent" && location.reload()); // a new page has a new key
  line.onForget(() => {
    clearTimeout(timer);
    state = "writing";
    forget(name);
    form.reset();
    line.say(null);
    form.querySelector("textarea, input:not([type=hidden])")?.focus();
  });
}
