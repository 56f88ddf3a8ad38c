/** Programs of the menu; titles are i18n keys `example.<id>`. */
export const examples: { id: string; source: string }[] = [
  {
    id: "counts",
    source: `import sys
a = [1, 2, 3]
print(sys.getrefcount(a))
b = a
print(sys.getrefcount(a))
del b
print(sys.getrefcount(a))
`,
  },
  {
    id: "cycle",
    source: `import gc
a = []
b = [a]
a.append(b)          # each holds the other: a cycle
del a, b             # no name is left, yet both lists live
print("found by the collector:", gc.collect())
`,
  },
  {
    id: "finalizers",
    source: `class Box:
    def __init__(self, name, inside=None):
        self.name, self.inside = name, inside

    def __del__(self):
        print("gone:", self.name)

outer = Box("outer", Box("inner"))
other = outer
print("one name less")
del outer
print("the last name")
del other
`,
  },
  {
    id: "weakref",
    source: `import weakref

class Node:
    pass

node = Node()
ref = weakref.ref(node, lambda r: print("the node has died"))
print(ref() is node)
del node
print(ref())
`,
  },
  {
    id: "generations",
    source: `import gc
kept = []
for i in range(2000):
    kept.append([i])
print(gc.get_count(), gc.get_stats()[0]["collections"])
old = kept[0]
young = []
`,
  },
  {
    id: "holders",
    source: `class Node:
    def __init__(self, label):
        self.label = label

first = Node("first")
second = Node("second")
first.next = second
second.previous = first   # the two hold each other
shelf = [first, first, second]
same = shelf
index = {"best": first, "shelf": shelf}
`,
  },
];
