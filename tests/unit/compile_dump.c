/* Compile Python files and print every code object as text, for tests/tools/compare_bytecode.py.
 *     compile_dump [-m exec|eval|single] FILE...
 * Constants are printed with a number that is equal for identical objects, so that sharing of
 * constants between code objects is compared too. */
#include <stdio.h>

#include "lang/compile.h"
#include "object/bytes.h"
#include "object/callables.h"
#include "object/str.h"

typedef struct Seen {
    const PmlObj **objects;
    int64_t count, capacity;
} Seen;

static int64_t number_of(Seen *seen, const PmlObj *o)
{
    for (int64_t i = 0; i < seen->count; i++) {
        if (seen->objects[i] == o) {
            return i;
        }
    }
    if (seen->count == seen->capacity) {
        seen->capacity = seen->capacity ? seen->capacity * 2 : 1024;
        seen->objects = realloc(seen->objects, (size_t)seen->capacity * sizeof *seen->objects);
        PML_CHECK(seen->objects != NULL);
    }
    seen->objects[seen->count] = o;
    return seen->count++;
}

static void print_str(PmlEngine *E, PmlObj *s)
{
    PmlObj *text = pml_ascii(E, s);
    PML_CHECK(text != NULL);
    int64_t n;
    const char *p = pml_str_utf8(E, text, &n);
    fwrite(p, 1, (size_t)n, stdout);
    pml_decref(E, text);
}

static void print_hex(const unsigned char *p, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        printf("%02x", p[i]);
    }
}

static void print_const(PmlEngine *E, Seen *seen, PmlObj *o)
{
    if (PML_IS(o, code)) {
        printf("code ");
        print_str(E, ((PmlCode *)o)->qualname.p);
    } else if (PML_IS(o, tuple)) {
        printf("(");
        for (int64_t i = 0; i < PML_TUPLE_LEN(o); i++) {
            print_const(E, seen, PML_TUPLE_AT(o, i));
            printf(",");
        }
        printf(")");
    } else if (PML_IS(o, frozenset)) {
        printf("frozenset %lld", (long long)((PmlSet *)o)->used);
        return;
    } else {
        print_str(E, o);
    }
    printf("#%lld ", (long long)number_of(seen, o));
}

static void print_bytes(const char *what, PmlObj *bytes)
{
    printf("%s ", what);
    print_hex(PML_BYTES_DATA(bytes), PML_BYTES_LEN(bytes));
    printf("\n");
}

static void print_code(PmlEngine *E, Seen *seen, PmlCode *co)
{
    printf("== ");
    print_str(E, co->qualname.p);
    printf(" ");
    print_str(E, co->name.p);
    printf(" argcount %d posonly %d kwonly %d nlocals %d stacksize %d flags %#x line %d\n",
           co->argcount, co->posonlyargcount, co->kwonlyargcount, co->nlocals, co->stacksize,
           (unsigned)co->flags, co->firstlineno);
    printf("code ");
    print_hex(pml_code_bytes(co), co->ob.size * 2);
    printf("\nconsts#%lld ", (long long)number_of(seen, co->consts.p));
    for (int64_t i = 0; i < PML_TUPLE_LEN(co->consts.p); i++) {
        print_const(E, seen, PML_TUPLE_AT(co->consts.p, i));
    }
    printf("\nnames#%lld ", (long long)number_of(seen, co->names.p));
    print_const(E, seen, co->names.p);
    printf("\nvariables ");
    for (int32_t i = 0; i < co->nlocalsplus; i++) {
        int kind = PML_BYTES_DATA(co->localspluskinds.p)[i];
        print_str(E, PML_TUPLE_AT(co->localsplusnames.p, i));
        printf(":%s%s%s ", kind & PML_LOCAL_PLAIN ? "L" : "", kind & PML_LOCAL_CELL ? "C" : "",
               kind & PML_LOCAL_FREE ? "F" : "");
    }
    printf("\n");
    print_bytes("handlers", co->exceptiontable.p);
    print_bytes("lines", co->linetable.p);
    for (int64_t i = 0; i < PML_TUPLE_LEN(co->consts.p); i++) {
        if (PML_IS(PML_TUPLE_AT(co->consts.p, i), code)) {
            print_code(E, seen, (PmlCode *)PML_TUPLE_AT(co->consts.p, i));
        }
    }
}

static void print_error(PmlEngine *E)
{
    PmlObj *exc = pml_error_fetch(E);
    printf("error %s ", PML_TYPE_OF(exc)->name.p);
    if (pml_isinstance_of(exc, PML_TYPE(E, SyntaxError))) {
        PmlSyntaxErrorObj *s = (PmlSyntaxErrorObj *)exc;
        PmlObj *fields[] = {s->msg.p, s->lineno.p, s->offset.p, s->end_lineno.p, s->end_offset.p};
        for (int64_t i = 0; i < PML_COUNT_OF(fields); i++) {
            if (fields[i]) {
                print_str(E, fields[i]);
            }
            printf(" ");
        }
    } else {
        print_str(E, exc);
    }
    printf("\n");
    pml_decref(E, exc);
}

static char *read_file(const char *path, int64_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        return NULL;
    }
    fseek(f, 0, SEEK_END);
    *n = ftell(f);
    rewind(f);
    char *text = malloc((size_t)*n + 1);
    if (text) {
        *n = (int64_t)fread(text, 1, (size_t)*n, f);
        text[*n] = '\0';
    }
    fclose(f);
    return text;
}

static void dump_file(PmlEngine *E, const char *path, int mode)
{
    int64_t n = 0;
    char *source = read_file(path, &n);
    printf("file %s\n", path);
    PML_CHECK(source != NULL);
    PmlObj *code = pml_compile_source(E, source, n, path, mode, NULL);
    if (code) {
        Seen seen = {NULL, 0, 0};
        print_code(E, &seen, (PmlCode *)code);
        free(seen.objects);
        pml_decref(E, code);
    } else {
        print_error(E);
    }
    free(source);
}

int main(int argc, char **argv)
{
    static PmlEngine E;
    int mode = PML_PARSE_EXEC;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "-m") == 0) {
        mode = strcmp(argv[2], "eval") == 0     ? PML_PARSE_EVAL
               : strcmp(argv[2], "single") == 0 ? PML_PARSE_SINGLE
                                                : PML_PARSE_EXEC;
        first = 3;
    }
    PML_CHECK(pml_heap_create(&E) && pml_gc_create(&E) && pml_runtime_create(&E));
    E.gc->enabled = 0;
    for (int i = first; i < argc; i++) {
        dump_file(&E, argv[i], mode);
    }
    pml_heap_destroy(&E);
    return 0;
}
