#!/usr/bin/env python3
"""Checks that a copy of the log agrees with its seals. Needs Python 3 and openssl; written from SEALS.md alone.

usage: verify_seals.py ENTRIES SEALS PUBLIC_KEYS

ENTRIES      the rows, written by the copy command in SEALS.md
SEALS        the seals, a line of JSON each, the oldest first: those that were published, or `seals export`
PUBLIC_KEYS  the public keys in PEM, one after the other

Ends with 0 and what was found to agree, or with 1 and the first thing that does not.
"""
import base64, bisect, hashlib, json, re, struct, subprocess, sys, tempfile
from pathlib import Path

SIGNED = ("number covers entries previousChain chain transactions closedBelow horizon lastNumber closesAt sealedAt keyId").split()
FIELDS = 16  # the transaction id, then the canonical row


def wrong(sentence):
    sys.exit(sentence)


def read_keys(path):
    """Public keys by their id, each as the PEM it came in."""
    blocks = re.findall(r"-----BEGIN PUBLIC KEY-----(.+?)-----END PUBLIC KEY-----", Path(path).read_text(), re.S)
    pem = "-----BEGIN PUBLIC KEY-----{}-----END PUBLIC KEY-----\n"
    return {hashlib.sha256(base64.b64decode(block)).hexdigest(): pem.format(block) for block in blocks}


def check_signature(seal, pem, folder):
    text = "placements seal 1\n" + "".join(f"{name}: {seal[name]}\n" for name in SIGNED)
    for name, content in ("key", pem.encode()), ("text", text.encode()), ("signature", base64.b64decode(seal["signature"])):
        (folder / name).write_bytes(content)
    command = ["openssl", "dgst", "-sha256", "-verify", folder / "key", "-signature", folder / "signature", folder / "text"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def read_seals(path, keys):
    seals, chain = [], "00" * 32
    with tempfile.TemporaryDirectory() as folder, open(path, encoding="utf-8") as lines:
        for line in lines:
            seal = json.loads(line)
            if seal["number"] != len(seals) + 1:
                wrong(f"Seal {len(seals) + 1} is missing.")
            if seal["keyId"] not in keys:
                wrong(f"Seal {seal['number']} was signed with the key {seal['keyId']}, which was not given.")
            if not check_signature(seal, keys[seal["keyId"]], Path(folder)):
                wrong(f"Seal {seal['number']} was changed: its signature does not agree.")
            if seal["previousChain"] != chain:
                wrong(f"Seal {seal['number']} does not go on from the seal before it.")
            chain = seal["chain"]
            seal["ranges"] = [tuple(map(int, span.split("-"))) for span in seal["covers"].split(",")]
            seals.append(seal)
    return seals


def read_rows(path):
    """Transaction id, sequence number, what a person calls the row, and the canonical row, of each row of a binary COPY."""
    with open(path, "rb") as copy:
        if copy.read(19) != b"PGCOPY\n\xff\r\n\0" + bytes(8):
            wrong("The entries are no binary COPY of PostgreSQL.")
        while (count := struct.unpack(">h", copy.read(2))[0]) != -1:
            if count != FIELDS:
                wrong("The entries have other columns than SEALS.md says.")
            fields, canonical = [], b""
            for i in range(count):
                length = copy.read(4)
                size = struct.unpack(">i", length)[0]
                field = copy.read(size) if size > 0 else b""
                fields.append(field.decode())
                canonical += length + field if i else b""
            yield int(fields[0]), int(fields[1]), f"Entry {fields[1]} (version {fields[4]} of stream {fields[3]})", canonical


def main(entries, seals_file, keys_file):
    seals = read_seals(seals_file, read_keys(keys_file))
    spans = sorted((first, last, i) for i, seal in enumerate(seals) for first, last in seal["ranges"])
    chains = [bytes.fromhex(seal["previousChain"]) for seal in seals]
    orders = [hashlib.sha256() for _ in seals]
    restored = [True] * len(seals)  # whether every entry has the transaction id that a restore writes
    expected = (number for first, last, _ in spans for number in range(first, last + 1))
    due, before, left, closed = next(expected, None), None, 0, seals[-1]["closedBelow"] if seals else 0
    for transaction, number, name, canonical in read_rows(entries):
        if before is not None and number <= before:
            wrong(f"{name} is there twice, or out of order.")
        before = number
        if due is not None and due < number:
            wrong(f"Entry {due}, which a seal covers, is missing.")
        if due != number:
            if number <= closed:
                wrong(f"{name} was inserted: no seal covers it, and the numbers up to {closed} are closed.")
            left += 1
            continue
        due = next(expected, None)
        i = spans[bisect.bisect_right(spans, (number, sys.maxsize)) - 1][2]
        chains[i] = hashlib.sha256(chains[i] + hashlib.sha256(canonical).digest()).digest()
        orders[i].update(f"{transaction}\n".encode())
        restored[i] = restored[i] and transaction == 1
    if due is not None:
        wrong(f"Entry {due}, which a seal covers, is missing.")
    for i, seal in enumerate(seals):
        if chains[i].hex() != seal["chain"]:
            wrong(f"Seal {seal['number']} does not agree: one of its entries {seal['covers']} was changed.")
        # A restore rewrites the ids of all entries that are there, so of all seals before as well.
        if orders[i].hexdigest() != seal["transactions"] and not all(restored[: i + 1]):
            wrong(f"Seal {seal['number']} does not agree: a transaction id of its entries {seal['covers']} was changed.")
    count = sum(seal["entries"] for seal in seals)
    print(f"{count} entries in {len(seals)} seals agree; {left} entries are not sealed yet.")


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) == 4 else wrong(__doc__)
