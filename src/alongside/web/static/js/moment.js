// A message that takes a moment: <input name="proof" data-moment="a challenge"> inside its form.
//
// The phone does a small sum (ALTCHA, version 2): it tries numbers until the SHA-256 of salt, nonce and number begins as
// told. It does so in slices, so that the page stays quick, and it asks nothing of the person: one sentence says what
// happens, and then the form goes by itself, with everything that was typed. Our own SHA-256, because the browser's is not
// there on a site without https, and is slower for so short a text.

const SLICE = 12; // ms of work at a time
const SHORTEST = 1_500; // ms, so that the sentence can be read, or heard, before the page changes

export async function bind(field) {
  const form = field.form;
  const words = form.querySelector("[data-moment-words]");
  const wait = form.querySelector("[data-moment-wait]");
  let solved = false;
  const hold = (event) => {
    if (solved) return;
    event.preventDefault(); // it goes by itself in a moment
    event.stopImmediatePropagation();
  };
  form.addEventListener("submit", hold, { capture: true });
  wait.hidden = true;
  words.textContent = words.dataset.working;
  const challenge = JSON.parse(field.dataset.moment);
  const [solution] = await Promise.all([solve(challenge), pause(SHORTEST)]);
  solved = true;
  field.value = btoa(JSON.stringify({ challenge, solution }));
  const button = form.querySelector("button:not([type=button])");
  if (form.requestSubmit) form.requestSubmit(button);
  else button.click();
}

const pause = (time) => new Promise((done) => setTimeout(done, time));

async function solve({ parameters }) {
  const began = performance.now();
  const text = Uint8Array.from((parameters.salt + parameters.nonce).match(/../g), (pair) => parseInt(pair, 16));
  const block = padded(text);
  const wanted = parseInt(parameters.keyPrefix.slice(0, 8), 16);
  let slice = began;
  for (let counter = 0; counter < 2 ** 32; counter++) {
    block[text.length / 4] = counter;
    const hash = sha256(block);
    if (hash[0] >>> 0 === wanted) {
      const derivedKey = Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
      if (derivedKey.startsWith(parameters.keyPrefix)) return { counter, derivedKey, time: Math.round(performance.now() - began) };
    }
    if (counter % 256 === 0 && performance.now() - slice > SLICE) {
      await pause(0);
      slice = performance.now();
    }
  }
}

/** The one block of SHA-256 that holds `text` (whole words, 48 bytes at most) and a number of four bytes after it. */
function padded(text) {
  const block = new Int32Array(16);
  const view = new DataView(text.buffer);
  for (let place = 0; place < text.length / 4; place++) block[place] = view.getInt32(4 * place);
  block[text.length / 4 + 1] = 1 << 31; // the end of the text
  block[15] = (text.length + 4) * 8; // how long it is, in bits
  return block;
}

// FIPS 180-4: the constants are the first bits of the fractions of the square and cube roots of the first primes.
const primes = [];
for (let number = 2; primes.length < 64; number++) if (primes.every((prime) => number % prime)) primes.push(number);
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const ROUND = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const schedule = new Int32Array(64);

/** The SHA-256 of a message of one block, as eight words. */
function sha256(block) {
  schedule.set(block);
  for (let t = 16; t < 64; t++) {
    const x = schedule[t - 15];
    const y = schedule[t - 2];
    const first = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const second = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[t] = schedule[t - 16] + first + schedule[t - 7] + second;
  }
  let a = START[0], b = START[1], c = START[2], d = START[3], e = START[4], f = START[5], g = START[6], h = START[7];
  for (let t = 0; t < 64; t++) {
    const turned = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + turned + ((e & f) ^ (~e & g)) + ROUND[t] + schedule[t]) | 0;
    const other = (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + other) | 0;
  }
  const end = [a, b, c, d, e, f, g, h];
  return Int32Array.from(START, (word, place) => word + end[place]);
}
