// Hostile texts by rule: shapes, each calling `call(n)` when something takes it for more than text.
const far = "http://foreign.invalid";

/** One text of every shape, numbered from `from`. */
export function payloads(call, from = 0) {
  const shapes = [
    (f) => `<script>${f}</script>`,
    (f) => `</script><script>${f}</script>`,
    (f) => `<img src=x onerror=${f}>`,
    (f) => `"><img src=x onerror="${f}">`,
    (f) => `'><svg/onload='${f}'>`,
    (f) => `</pre></span></text></svg><svg onload=${f}>`,
    (f) => `javascript:${f}`,
    (f) => `[x](javascript:${f}) ![y](x" onerror="${f})`,
    (f) => `<a href="javascript:${f}" autofocus onfocus="${f}">x</a>`,
    (f) => `<iframe srcdoc="<script>parent.${f}</script>"></iframe>`,
    (f) => `<math><mtext><table><mglyph><style><img src=x onerror=${f}></style></mglyph></table></mtext></math>`,
    (f) => `<foreignObject><body onload=${f}></foreignObject>`,
    (f) => `<details open ontoggle=${f}><input autofocus onfocus=${f}>`,
    () => `<style>@import "${far}/x.css";*{background:url(${far}/y)}</style>`,
    () => `<link rel=stylesheet href=${far}/x.css><base href=${far}/>`,
    () => `<meta http-equiv=refresh content="0;url=${far}/">`,
    (f) => `<form action="javascript:${f}"><button autofocus>x</button></form><object data="${far}/o"></object>`,
    (f) => `&lt;img src=x onerror=${f}&gt;&#60;script&#62;${f}`,
    (f) => `{{constructor.constructor('${f}')()}} $t(run) {{detail}} \${${f}} #{${f}}`,
    (f) => `');${f};//\\");${f};//`,
    (f) => `]]><!--><script>${f}</script>-->`,
    (f) => `x:expression(${f});}*{background:url("${far}/z")}`,
    () => `"], [data-testid="run"], *[id='" \\`,
    (f) => `\u202e<script>${f}</script>\u202c\u200b\ufeff\u2028\u2029`,
    (f) => `=${f} "\t\r\n\0\u001b[31m\u0007<svg onload=${f}>`,
    (f) => `${"Z\u0335\u0321\u0316\u0353\u0318".repeat(40)}${"W".repeat(3000)}<img src=x onerror=${f}>`,
  ];
  return shapes.map((shape, i) => shape(call(from + i)));
}

/** Names that Python allows and that a page keyed by them would stumble over. */
export const names = [
  "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "innerHTML", "onerror", "alert",
  "window", "document", "location", "self", "undefined", "NaN", "__defineGetter__", "then", "toJSON", "length", "nodeName",
  "\u540d\u524d", "\u00e9\u00e8", "\u0645\u062a\u063a\u064a\u0631", "x\u0301\u0302", "_" + "a".repeat(2000), "\u{1d4ea}\u{1d4eb}",
];

const list = (texts) => `P = [${texts.map((t) => JSON.stringify(t).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")).join(",\n ")}]\n`;

/** Where a program can put a text so that the page shows it; each a program over all of them. */
export const places = {
  "string values": (p) => `${list(p)}v0, v1, v2, *rest = P\nfor s in P: print(s)\n`,
  "keys of a dict": (p) => `${list(p)}d = {s: [s] for s in P}\ndel d[P[0]]\n`,
  "names of globals": (p) => `${list(p)}for s in P:\n    globals()[s] = [s]\ndel globals()[P[3]]\n`,
  "class names": (p) => `${list(p)}made = [type(s.replace(chr(0), ''), (), {})() for s in P]\ncycle = made[2]\ncycle.me = cycle\nprint([type(m).__name__ for m in made])\ndel cycle\nmade[2] = None\nimport gc\ngc.collect()\n`,
  "module names": (p) => `import types\n${list(p)}made = [types.ModuleType(s) for s in P]\none = made[2]\nprint(made)\n`,
  "attribute names": (p) => `${list(p)}class C: pass\nc = C()\nfor s in P:\n    setattr(c, s, [s])\nprint(list(vars(c)))\ndelattr(c, P[1])\n`,
  "function names": (p) => `${list(p)}def f(): pass\ndef g(x):\n    y = [x]\n    return y\nfs = []\nfor s in P:\n    def f(): return [1]\n    f.__name__ = f.__qualname__ = s.replace(chr(0), '')\n    fs.append(f)\nh = fs[4]\nh()\nprint(fs)\n`,
  "texts of repr": (p) => `${list(p)}class R:\n    def __init__(self, s): self.s = s\n    def __repr__(self): return self.s\nrs = [R(s) for s in P]\na = rs[2]\nprint(rs)\nprint({a: a})\n`,
  "exception messages": (p) => `${list(p)}caught = []\nfor s in P:\n    try: raise ValueError(s)\n    except ValueError as e: caught.append(e)\ne0 = caught[0]\nraise RuntimeError("\\n".join(P))\n`,
  "errors in __del__": (p) => `import sys\n${list(p)}class D:\n    def __init__(self, s): self.s = s\n    def __del__(self): raise KeyError(self.s)\nfor s in P:\n    x = D(s)\nsys.stderr.write("\\n".join(P))\n`,
  "comments and source": (p) => `${p.map((s) => `# ${s.replace(/[\r\n\0]/g, " ")}\nx = ${JSON.stringify(s.replace(/[\r\n\0\u2028\u2029\u001b\u0007]/g, " ")).replaceAll("\\u0000", "")}`).join("\n")}\n`,
};
