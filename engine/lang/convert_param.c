/* Parameters and annotations. */
#include "lang/convert.h"

PmlExpr *pml_convert_type(PmlParser *p, TSNode n)
{
    /* normal.c put the annotation in parentheses, so it is one expression there */
    TSNode kid = ts_node_named_child(n, 0);
    if (pml_cst(p, kid) == PML_CST_parenthesized_expression) {
        kid = ts_node_named_child(kid, 0);
    }
    return pml_convert_element(p, kid);
}

static PmlArg *new_arg(PmlParser *p, int32_t name, TSNode type)
{
    PmlArg *a = pml_parser_node(p, sizeof(*a));
    const PmlToken *t = &p->tokens[name];
    a->arg = pml_token_ident(p, name);
    a->lineno = t->lineno;
    a->col_offset = t->col_offset;
    a->end_lineno = t->end_lineno;
    a->end_col_offset = t->end_col_offset;
    if (!ts_node_is_null(type)) {
        a->annotation = pml_convert_type(p, type);
        const PmlToken *end = &p->tokens[pml_last_token(p, type)];
        a->end_lineno = end->end_lineno;
        a->end_col_offset = end->end_col_offset;
    }
    return a;
}

typedef struct Parameters {
    PmlArguments *a;
    bool star; /* past * or *args */
} Parameters;

static void add_plain(PmlParser *p, Parameters *ps, int32_t name, TSNode type, TSNode value)
{
    PmlArguments *a = ps->a;
    PmlArg *arg = new_arg(p, name, type);
    PmlExpr *e = ts_node_is_null(value) ? NULL : pml_convert_expr(p, value);
    if (ps->star) {
        a->kwonlyargs.items[a->kwonlyargs.count++] = arg;
        a->kw_defaults.items[a->kw_defaults.count++] = e;
    } else {
        a->args.items[a->args.count++] = arg;
        if (e) {
            a->defaults.items[a->defaults.count++] = e;
        }
    }
}

static void add_parameter(PmlParser *p, Parameters *ps, TSNode n)
{
    int32_t first = pml_first_token(p, n);
    TSNode none = {0};
    PmlArguments *a = ps->a;
    switch (pml_cst(p, n)) {
    case PML_CST_positional_separator: {
        PmlArgSeq args = a->args;
        a->args = (PmlArgSeq){0, args.items + args.count};
        a->posonlyargs = args;
        break;
    }
    case PML_CST_keyword_separator: ps->star = true; break;
    case PML_CST_identifier: add_plain(p, ps, first, none, none); break;
    case PML_CST_default_parameter:
        add_plain(p, ps, first, none, pml_field(p, n, PML_FIELD_value));
        break;
    case PML_CST_typed_default_parameter:
        add_plain(p, ps, first, pml_field(p, n, PML_FIELD_type), pml_field(p, n, PML_FIELD_value));
        break;
    case PML_CST_list_splat_pattern:
    case PML_CST_dictionary_splat_pattern:
    case PML_CST_typed_parameter: {
        TSNode type = pml_field(p, n, PML_FIELD_type);
        int kind = pml_kind_at(p, first);
        if (kind == PML_TK_STAR) {
            a->vararg = new_arg(p, first + 1, type);
            ps->star = true;
        } else if (kind == PML_TK_DOUBLESTAR) {
            a->kwarg = new_arg(p, first + 1, type);
        } else {
            add_plain(p, ps, first, type, none);
        }
        break;
    }
    default: pml_convert_unknown(p, n);
    }
}

PmlArguments *pml_convert_parameters(PmlParser *p, TSNode n)
{
    PmlArguments *a = pml_parser_node(p, sizeof(*a));
    PmlKids kids = {0};
    if (!ts_node_is_null(n)) {
        kids = pml_kids(p, n);
    }
    /* as long as they can get; counted up while they fill */
    PML_NEW_SEQ(p, a->posonlyargs, 0);
    PML_NEW_SEQ(p, a->args, kids.count);
    PML_NEW_SEQ(p, a->kwonlyargs, kids.count);
    PML_NEW_SEQ(p, a->kw_defaults, kids.count);
    PML_NEW_SEQ(p, a->defaults, kids.count);
    a->args.count = a->kwonlyargs.count = a->kw_defaults.count = a->defaults.count = 0;
    Parameters ps = {.a = a};
    for (int32_t i = 0; i < kids.count; i++) {
        add_parameter(p, &ps, kids.nodes[i]);
    }
    return a;
}
