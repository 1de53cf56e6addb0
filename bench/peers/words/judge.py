"""Judges texts with one of two packages: `judge.py NAME`, texts as JSON on stdin, figures as JSON on stdout."""

import json
import sys
import time
from pathlib import Path

AT_A_TIME = 256


def main():
    """Judges the texts that come in, and says how quickly."""
    texts, seconds = json.load(sys.stdin)
    began = time.process_time()
    if sys.argv[1] == "alt-profanity-check":
        from profanity_check import predict_prob as judge
    else:
        from better_profanity import profanity

        profanity.load_censor_words()

        def judge(some):
            return [profanity.contains_profanity(text) for text in some]

    judge(texts[:1])
    ready = time.process_time() - began
    began, done = time.process_time(), 0
    while time.process_time() - began < seconds:
        start = done % len(texts)
        done += len(judge(texts[start : start + AT_A_TIME]))
    rate = done / (time.process_time() - began)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    resident = status.partition("VmRSS:")[2].split()[0]
    print(json.dumps({"per_second": rate, "ready_s": ready, "resident": int(resident) / 1024}))


main()
