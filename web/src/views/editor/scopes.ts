import type { syntaxTree } from "@codemirror/language";

type Tree = ReturnType<typeof syntaxTree>;
type SyntaxNode = Tree["topNode"];

/** A piece of the program with names of its own. */
export interface Scope {
  kind: "module" | "function" | "class";
  /** As the engine calls the frame that runs it. */
  qualname: string;
  parent: Scope | null;
  firstLine: number;
  lastLine: number;
  /** Names that the piece itself binds. */
  binds: Set<string>;
  globals: Set<string>;
  nonlocals: Set<string>;
}

/** A name where it stands in the program. */
export interface Use {
  name: string;
  from: number;
  to: number;
  scope: Scope;
}

export interface Scopes {
  scopes: Scope[];
  uses: Use[];
}

const comprehensions: Record<string, string> = {
  ArrayComprehensionExpression: "<listcomp>",
  SetComprehensionExpression: "<setcomp>",
  DictionaryComprehensionExpression: "<dictcomp>",
  ComprehensionExpression: "<genexpr>",
};

const children = (node: SyntaxNode): SyntaxNode[] => {
  const all = [];
  for (let at = node.firstChild; at; at = at.nextSibling) {
    all.push(at);
  }
  return all;
};

/** Finds every name of a program and the piece whose name it is; Python's rules, read from the syntax tree. */
class Reader {
  readonly scopes: Scope[] = [];
  readonly uses: Use[] = [];
  constructor(readonly text: string, readonly lineAt: (at: number) => number) {}

  private scope(kind: Scope["kind"], name: string, node: SyntaxNode, parent: Scope | null): Scope {
    const inside = parent && parent.kind !== "module" ? `${parent.qualname}${parent.kind === "function" ? ".<locals>" : ""}.` : "";
    const made: Scope = {
      kind, parent, qualname: inside + name, firstLine: this.lineAt(node.from), lastLine: this.lineAt(node.to),
      binds: new Set(), globals: new Set(), nonlocals: new Set(),
    };
    this.scopes.push(made);
    return made;
  }

  program(tree: Tree) {
    this.all(children(tree.topNode), this.scope("module", "<module>", tree.topNode, null));
  }

  private textOf = (node: SyntaxNode) => this.text.slice(node.from, node.to);

  private use(node: SyntaxNode, scope: Scope) {
    this.uses.push({ name: this.textOf(node), from: node.from, to: node.to, scope });
  }

  private bind(node: SyntaxNode, scope: Scope) {
    scope.binds.add(this.textOf(node));
    this.use(node, scope);
  }

  private all(nodes: SyntaxNode[], scope: Scope) {
    nodes.forEach((n) => this.visit(n, scope));
  }

  /** What is assigned to: names are bound, in `a.b` and `a[b]` they are only used. */
  private target(node: SyntaxNode, scope: Scope) {
    if (node.name === "VariableName") {
      this.bind(node, scope);
    } else if (["TupleExpression", "ArrayExpression", "ParenthesizedExpression"].includes(node.name)) {
      children(node).forEach((n) => this.target(n, scope));
    } else {
      this.visit(node, scope);
    }
  }

  /** Of nodes in a row, those between these two are assigned to, all others are only used. */
  private between(nodes: SyntaxNode[], opens: string, closes: string[], scope: Scope) {
    let open = false;
    for (const n of nodes) {
      open = n.name === opens || (open && !closes.includes(n.name));
      if (open) {
        this.target(n, scope);
      } else {
        this.visit(n, scope);
      }
    }
  }

  private visit(node: SyntaxNode, scope: Scope): void {
    const parts = children(node);
    if (comprehensions[node.name]) {
      this.comprehension(node, parts, scope);
      return;
    }
    switch (node.name) {
      case "VariableName": return this.use(node, scope);
      case "FunctionDefinition": return this.definition(node, parts, scope);
      case "LambdaExpression": return this.lambda(node, parts, scope);
      case "ClassDefinition": return this.classDefinition(node, parts, scope);
      case "AssignStatement": return this.assignment(parts, scope);
      case "UpdateStatement":
      case "NamedExpression":
        // In a comprehension := binds for the function around it.
        this.target(parts[0], node.name === "NamedExpression" ? this.outside(scope) : scope);
        return this.all(parts.slice(1), scope);
      case "DeleteStatement": return parts.forEach((n) => this.target(n, scope));
      case "ForStatement": return this.between(parts, "for", ["in"], scope);
      case "WithStatement": return this.between(parts, "as", [",", "Body"], scope);
      case "TryStatement":
      case "AsPattern": return this.between(parts, "as", ["Body"], scope);
      case "CapturePattern": return parts.forEach((n) => this.target(n, scope));
      case "ScopeStatement": return this.declaration(parts, scope);
      case "ImportStatement": return this.importation(parts, scope);
      case "KeywordPattern": return this.all(parts.slice(1), scope);
      case "ArgList": return this.all(parts.filter((n) => n.name !== "VariableName" || n.nextSibling?.name !== "AssignOp"), scope);
      default: return this.all(parts, scope);
    }
  }

  private outside(scope: Scope): Scope {
    return scope.parent && /<(list|set|dict)comp>$|<genexpr>$/.test(scope.qualname) ? this.outside(scope.parent) : scope;
  }

  private assignment(parts: SyntaxNode[], scope: Scope) {
    const end = parts.map((n) => n.name).lastIndexOf("AssignOp");
    parts.forEach((n, i) => {
      const isTarget = end < 0 ? i === 0 : i < end && n.name !== "TypeDef";
      if (isTarget) {
        this.target(n, scope);
      } else {
        this.visit(n, scope);
      }
    });
  }

  private declaration(parts: SyntaxNode[], scope: Scope) {
    const into = parts[0].name === "global" ? scope.globals : scope.nonlocals;
    for (const n of parts.slice(1).filter((x) => x.name === "VariableName")) {
      into.add(this.textOf(n));
      this.use(n, scope);
    }
  }

  /** Parameters belong to the function; their defaults and types to what is around it. */
  private parameters(list: SyntaxNode | undefined, inner: Scope, scope: Scope) {
    let isDefault = false;
    for (const n of list ? children(list) : []) {
      isDefault = n.name === "AssignOp" || (isDefault && n.name !== ",");
      if (n.name === "VariableName" && !isDefault) {
        this.bind(n, inner);
      } else {
        this.visit(n, scope);
      }
    }
  }

  private definition(node: SyntaxNode, parts: SyntaxNode[], scope: Scope) {
    const name = parts.find((n) => n.name === "VariableName");
    if (name) {
      this.bind(name, scope);
    }
    const inner = this.scope("function", name ? this.textOf(name) : "", node, scope);
    for (const n of parts.filter((x) => x !== name && x.from !== name?.from)) {
      if (n.name === "ParamList") {
        this.parameters(n, inner, scope);
      } else {
        this.visit(n, n.name === "Body" ? inner : scope);
      }
    }
  }

  private lambda(node: SyntaxNode, parts: SyntaxNode[], scope: Scope) {
    const inner = this.scope("function", "<lambda>", node, scope);
    for (const n of parts) {
      if (n.name === "ParamList") {
        this.parameters(n, inner, scope);
      } else {
        this.visit(n, inner);
      }
    }
  }

  private classDefinition(node: SyntaxNode, parts: SyntaxNode[], scope: Scope) {
    const name = parts.find((n) => n.name === "VariableName");
    if (name) {
      this.bind(name, scope);
    }
    const inner = this.scope("class", name ? this.textOf(name) : "", node, scope);
    this.all(parts.filter((n) => n.from !== name?.from && n.name !== "Body"), scope);
    this.all(parts.filter((n) => n.name === "Body"), inner);
  }

  /** What the first `in` goes through is found outside, all else inside. */
  private comprehension(node: SyntaxNode, parts: SyntaxNode[], scope: Scope) {
    const inner = this.scope("function", comprehensions[node.name], node, scope);
    const first = parts.findIndex((n) => n.name === "in") + 1;
    let open = false;
    parts.forEach((n, i) => {
      open = n.name === "for" || (open && n.name !== "in");
      if (open) {
        this.target(n, inner);
      } else {
        this.visit(n, i === first ? scope : inner);
      }
    });
  }

  /** `import a.b` binds a, `import a.b as c` and `from a import b as c` bind c. */
  private importation(parts: SyntaxNode[], scope: Scope) {
    const from = parts[0].name === "from";
    const begin = parts.findIndex((n) => n.name === "import") + 1;
    let item: SyntaxNode[] = [];
    const close = () => {
      const names = item.filter((n) => n.name === "VariableName");
      const renamed = item.some((n) => n.name === "as");
      const bound = renamed || from ? names.at(-1) : names[0];
      if (bound) {
        this.bind(bound, scope);
      }
      item = [];
    };
    for (const n of parts.slice(begin)) {
      if (n.name === ",") {
        close();
      } else {
        item.push(n);
      }
    }
    close();
  }
}

export function readScopes(tree: Tree, text: string, lineAt: (at: number) => number): Scopes {
  const reader = new Reader(text, lineAt);
  reader.program(tree);
  return { scopes: reader.scopes, uses: reader.uses.sort((a, b) => a.from - b.from) };
}

/** The pieces whose frames may know a name, nearest first; the last is where Python looks for it. */
export function homesOf({ name, scope }: Use): Scope[] {
  const homes = [scope];
  const module = (s: Scope): Scope => (s.parent ? module(s.parent) : s);
  if (scope.globals.has(name)) {
    return [module(scope)];
  }
  if (scope.binds.has(name) && !scope.nonlocals.has(name)) {
    // A class body that has not bound it yet finds the global one.
    return scope.kind === "class" ? [scope, module(scope)] : homes;
  }
  for (let s = scope.parent; s; s = s.parent) {
    if (s.kind === "class") {
      continue;
    }
    homes.push(s);
    if (s.kind === "function" && (s.globals.has(name) || (s.binds.has(name) && !s.nonlocals.has(name)))) {
      return s.globals.has(name) ? [module(scope)] : homes;
    }
  }
  // Nobody binds it on the way: it is a global one, or built in.
  return [module(scope)];
}
