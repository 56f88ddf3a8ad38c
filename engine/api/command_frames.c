/* Frames and names of a `state` reply. */
#include "api/state_view.h"
#include "observe/steps.h"

static bool hidden_name(const PmlObj *key)
{
    return !PML_IS_STR(key) ||
           (PML_STR_LEN(key) > 4 && pml_str_at(key, 0) == '_' && pml_str_at(key, 1) == '_');
}

static void add_name(PmlStateView *v, PmlObj *name, PmlObj *value, PmlReply *reply)
{
    char text[80];
    PmlEdgeInfo edge = {NULL, value, PML_EDGE_LOCAL, name, NULL, 0, NULL};
    pml_describe_edge(v->E, &edge, text, sizeof text);
    pml_open_object(reply, NULL);
    pml_put_text(reply, "name", text);
    pml_put_object_id(reply, "id", v->E, value);
    pml_close(reply);
    pml_want_object(v, value);
}

/* How many names are left out: a program may make as many as it likes. */
static int64_t add_dict(PmlStateView *v, PmlObj *dict, bool all, PmlReply *reply)
{
    int64_t pos = 0, n = 0;
    PmlObj *key, *value;
    while (pml_dict_next(dict, &pos, &key, &value, NULL)) {
        if ((all || !hidden_name(key)) && n++ < PML_NAMES_SHOWN) {
            add_name(v, key, value, reply);
        }
    }
    return n > PML_NAMES_SHOWN ? n - PML_NAMES_SHOWN : 0;
}

static void put_left_out(PmlReply *reply, const char *name, int64_t n)
{
    if (n > 0) {
        pml_put_int(reply, name, n);
    }
}

/* A function's variables: those in cells by what the cell holds. How many are left out. */
static int64_t add_fast(PmlStateView *v, const PmlInterpFrame *f, PmlReply *reply)
{
    const PmlCode *code = pml_frame_code(f);
    int64_t n = 0;
    for (int i = 0; i < code->nlocalsplus; i++) {
        unsigned char kind = PML_BYTES_DATA(code->localspluskinds.p)[i];
        PmlObj *value = f->localsplus[i].p;
        if (value && (kind & (PML_LOCAL_CELL | PML_LOCAL_FREE)) && PML_IS(value, cell)) {
            value = ((PmlCell *)value)->content.p;
        }
        if (value && n++ < PML_NAMES_SHOWN) {
            add_name(v, PML_TUPLE_AT(code->localsplusnames.p, i), value, reply);
        }
    }
    return n > PML_NAMES_SHOWN ? n - PML_NAMES_SHOWN : 0;
}

static void add_stack(PmlStateView *v, const PmlInterpFrame *f, PmlReply *reply)
{
    int first = pml_frame_code(f)->nlocalsplus;
    int end = f->stacktop < 0 ? first + f->depth : f->stacktop;
    for (int i = first; i < end; i++) {
        PmlObj *o = f->localsplus[i].p;
        if (!o) {
            pml_put_null(reply, NULL);
        } else {
            pml_put_object_id(reply, NULL, v->E, o);
            pml_want_object(v, o);
        }
    }
}

static void add_standing(PmlStateView *v, const PmlInterpFrame *f, PmlReply *reply)
{
    char text[96];
    pml_describe_name(pml_frame_code(f)->filename.p, text, sizeof text);
    pml_put_text(reply, "file", text);
    pml_put_int(reply, "line", pml_standing_line(v->E, f));
    pml_open_list(reply, "stack");
    add_stack(v, f, reply);
    pml_close(reply);
}

static void add_function(PmlStateView *v, PmlInterpFrame *f, bool all, PmlReply *reply)
{
    char text[96];
    pml_open_object(reply, NULL);
    pml_describe_name(pml_frame_code(f)->qualname.p, text, sizeof text);
    pml_put_text(reply, "name", text);
    pml_open_list(reply, "names");
    int64_t left_out = 0;
    if (f->locals.p && f->locals.p != f->globals.p && PML_IS_DICT(f->locals.p)) {
        left_out = add_dict(v, f->locals.p, all, reply);
    }
    left_out += add_fast(v, f, reply);
    pml_close(reply);
    put_left_out(reply, "names_omitted", left_out);
    add_standing(v, f, reply);
    pml_close(reply);
}

enum { SHOWN_FRAMES = 100 };

void pml_add_frames(PmlStateView *v, bool all, PmlReply *reply)
{
    PmlEngine *E = v->E;
    PmlInterpFrame *shown[SHOWN_FRAMES], *module_frame = NULL;
    int64_t n = 0;
    PmlObj *main = E->vm->main_module.p;
    PmlObj *dict = main ? pml_module_dict(main) : NULL;
    for (PmlInterpFrame *f = E->vm->frame.p; f; f = f->previous.p) {
        if (dict && f->locals.p == dict) {
            module_frame = f;
        } else if (n < SHOWN_FRAMES) {
            shown[n++] = f;
        }
    }
    pml_open_object(reply, NULL);
    pml_put_text(reply, "name", "<module>");
    pml_open_list(reply, "names");
    int64_t left_out = dict ? add_dict(v, dict, all, reply) : 0;
    pml_close(reply);
    put_left_out(reply, "names_omitted", left_out);
    if (module_frame) {
        add_standing(v, module_frame, reply);
    }
    pml_close(reply);
    while (n > 0) {
        add_function(v, shown[--n], all, reply);
    }
}
