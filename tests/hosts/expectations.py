#!/usr/bin/env python3
"""#expect comments: those that hold and those that do not, the exit code, both languages; what is
expected of counts, sizes and generations is what python3.11 says. usage: expectations.py PROGRAM"""
import os
import re
import subprocess
import sys
import tempfile

from session import ask_all, end, report

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "expect")


def check(*arguments):
    r = subprocess.run([sys.argv[1], "check", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return r.returncode, r.stdout, r.stderr


good_file, bad_file = (os.path.join(FOLDER, n) for n in ("all_hold.py", "some_fail.py"))
code, out, _ = check(good_file)
expected = open(good_file, encoding="utf-8").read().count("#expect")
report("all hold: exit code 0", code == 0, out)
report("all hold: each is listed", out.count(": holds: ") == expected and f"{expected} held, 0 failed" in out, out)
code, out, _ = check(bad_file)
report("some fail: exit code 1", code == 1, out)
report("a count is explained by its holders", "count(y) is 1\n    why:      held by: the global name y\n" in out, out)
report("an object that lives on, by who holds it", re.search(r"dies\(a\) is False\n    why:      held by: item 0 of the list at", out), out)
report("an unbound name, an unknown word, a line never reached", all(
    t in out for t in ("not bound: zz", "unknown: nonsense", "the line was never executed")), out)
report("a string is no comment", out.count("count(zz)") == 1, out)
code, zh, _ = check("--lang=zh", bad_file)
report("in Chinese", code == 1 and "持有者：全局名字 y" in zh and "9 个成立，5 个不成立" in zh, zh)
code, out, _ = check(good_file, bad_file)
report("several files: one failure is enough", code == 1 and f"{expected + 9} held, 5 failed" in out, out)
words = os.path.join(FOLDER, "every_word.py")
code, out, _ = check(words)
report("every word, sign and kind of path", code == 0 and out.count(": holds: ") ==
       open(words, encoding="utf-8").read().count("#expect"), out)
code, zh, _ = check("--lang=zh", words)
report("... in Chinese", code == 0, zh)
WRONG = {"count(": "a name is missing", "count a": "( is missing", "count(a": ") is missing", "count(a[0)": "] is missing",
         "count(a.)": "a name must follow", "same(a)": "two names", "objects(5)": "a type's name", "(count(a)": ") is missing",
         "count(a) == ": "a value is missing", "count(a) == 1 or True": "unexpected", "((((((((((((((((((((((1": "nested too deeply",
         "----------------------1": "nested too deeply", "nonsense": "unknown", "count(zz)": "not bound",
         "count(a[9])": "not bound", "count(a['k'])": "not bound", "count(a.b)": "not bound", "dies(a)": "is False",
         "tracked(5)": "a name is missing", "count(a) == 9999999999999999999 * 99": "is", "freed_bytes == 1": "is 0",
         "collected == 1": "is 0", "generation(s) == 0": "is -1", "length(a) == 7": "is 1", "count(a) + 1 == 9": "is",
         "objects(list) == 0": "is", "count(a) == 1,": "", "not alive(a)": "is"}
for text, told in WRONG.items():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "w.py")
        with open(path, "w", encoding="utf-8") as f:
            f.write(f"s = 5.5\na = [1]\nb = 0  #expect {text}\nb = 1\n")
        code, out, _ = check(path)
        report(f"wrong: {text}", code == 1 and told in out, out)
code, _, err = check("/nowhere.py")
report("a file that is not there: exit code 2", code == 2 and "nowhere" in err, err)
report("no file: usage, exit code 2", check()[0] == 2 and check("--help")[0] == 0)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "x.py")
    with open(path, "w", encoding="utf-8") as f:
        f.write("a = [1]  #expect count(a) == 1\n1/0\n")
    code, out, _ = check(path)
    report("a program that fails does not pass", code == 1 and "ZeroDivisionError" in out, out)

# -- the oracle: the same statements under python3.11
oracle = "/usr/bin/python3.11"
if os.path.exists(oracle):
    asked, text = 0, ["import sys"]
    for line in open(good_file, encoding="utf-8").read().splitlines():
        text.append(line)
        indent = re.match(" *", line).group()
        comment = line.partition("#expect")[2]
        if line.endswith("(") or indent == "        ":
            continue
        for ask, name, n in re.findall(r"(count|size|generation)\(([\w.]+)\) == (\d+)", comment):
            asked += 1
            value = {"count": f"sys.getrefcount({name}) - 1", "size": f"sys.getsizeof({name})",
                     "generation": f"[g for g in range(3) if any(o is {name} for o in gc.get_objects(generation=g))][0]"}[ask]
            text.append(f"{indent}assert {value} == {n}, ({value}, {n})")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "oracle.py")
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(text) + "\n")
        r = subprocess.run([oracle, "-I", "-S", "-B", path], stderr=subprocess.PIPE, text=True)
    report(f"{asked} counts, sizes and generations are CPython's", r.returncode == 0 and asked > 10, r.stderr)

# -- the command
program = "a = [1]\nb = a\ndel b\n"
replies = ask_all({"command": "record", "source": program}, {"command": "expect", "expectation": "count(a) == 1"},
                  {"command": "expect", "expectation": "count(a) == 2", "line": 2},
                  {"command": "expect", "expectation": "count(a) == 2", "line": 3},
                  {"command": "words", "step": 3}, {"command": "expect"})
report("here", replies[1]["holds"] and replies[1]["passed"] == 1, replies[1])
report("at a line", replies[2]["holds"] and not replies[3]["holds"], replies[2:4])
report("a failure says what was found and why", replies[3]["expectations"][0]["actual"] == "count(a) is 1" and
       replies[3]["expectations"][0]["explanation"] == "held by: the global name a", replies[3])
report("no comment, nothing fails", replies[5]["holds"] and replies[5]["expectations"] == [], replies[5])

end()
