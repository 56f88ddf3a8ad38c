/* match statements and their patterns. */
#include "lang/convert.h"

static PmlPattern *convert(PmlParser *p, TSNode n);

static PmlPattern *new_pattern(PmlParser *p, PmlPatternKind kind, int32_t first, int32_t last)
{
    PmlPattern *pat = pml_parser_node(p, sizeof(*pat));
    const PmlToken *a = &p->tokens[first], *b = &p->tokens[last];
    pat->kind = kind;
    pat->lineno = a->lineno;
    pat->col_offset = a->col_offset;
    pat->end_lineno = b->end_lineno;
    pat->end_col_offset = b->end_col_offset;
    return pat;
}

/* -- values ------------------------------------------------------------------------------ */

/* ['-'] NUMBER */
static PmlExpr *signed_number(PmlParser *p, int32_t first, int32_t last)
{
    PmlExpr *number = pml_atom_of_token(p, last);
    if (first == last) {
        return number;
    }
    PmlExpr *e = pml_new_expr(p, PML_E_UnaryOp, first, last);
    e->v.UnaryOp.op = PML_UNARY_USUB;
    e->v.UnaryOp.operand = number;
    return e;
}

/* A literal made of the tokens first..last. */
static PmlExpr *literal(PmlParser *p, int32_t first, int32_t last)
{
    int kind = pml_kind_at(p, first);
    if (kind == PML_TK_STRING) {
        return p->tokens[first].literal;
    }
    if (kind != PML_TK_NUMBER && kind != PML_TK_MINUS) {
        return pml_atom_of_token(p, first);
    }
    int32_t real = kind == PML_TK_MINUS ? first + 1 : first;
    if (last == real) {
        return signed_number(p, first, real);
    }
    PmlExpr *e = pml_new_expr(p, PML_E_BinOp, first, last);
    e->v.BinOp.left = signed_number(p, first, real);
    e->v.BinOp.op = pml_operator_of_token(pml_kind_at(p, real + 1));
    e->v.BinOp.right = pml_atom_of_token(p, last);
    return e;
}

/* NAME ('.' NAME)* */
static PmlExpr *dotted(PmlParser *p, int32_t first, int32_t last)
{
    PmlExpr *e = pml_new_expr(p, PML_E_Name, first, first);
    e->v.Name.id = pml_token_ident(p, first);
    e->v.Name.ctx = PML_LOAD;
    for (int32_t i = first + 2; i <= last; i += 2) {
        PmlExpr *a = pml_new_expr(p, PML_E_Attribute, first, i);
        a->v.Attribute.value = e;
        a->v.Attribute.attr = pml_token_ident(p, i);
        a->v.Attribute.ctx = PML_LOAD;
        e = a;
    }
    return e;
}

static PmlIdent capture_name(PmlParser *p, int32_t i)
{
    return pml_token_is(p, i, "_") ? NULL : pml_token_ident(p, i);
}

/* What has no structure: a literal, a name, a dotted name, made of the tokens first..last. */
static PmlPattern *flat(PmlParser *p, int32_t first, int32_t last)
{
    PmlPattern *pat;
    switch (pml_kind_at(p, first)) {
    case PML_TK_NAME:
        if (first == last) {
            pat = new_pattern(p, PML_P_MatchAs, first, last);
            pat->v.MatchAs.name = capture_name(p, first);
        } else {
            pat = new_pattern(p, PML_P_MatchValue, first, last);
            pat->v.MatchValue.value = dotted(p, first, last);
        }
        return pat;
    case PML_TK_NONE:
    case PML_TK_TRUE:
    case PML_TK_FALSE:
        pat = new_pattern(p, PML_P_MatchSingleton, first, last);
        pat->v.MatchSingleton.value = pml_atom_of_token(p, first)->v.Constant.value;
        return pat;
    default:
        pat = new_pattern(p, PML_P_MatchValue, first, last);
        pat->v.MatchValue.value = literal(p, first, last);
        return pat;
    }
}

/* -- runs of children that the grammar does not wrap in a node --------------------------- */

/* kids[from..to) make one simple pattern. */
static PmlPattern *simple(PmlParser *p, PmlKids kids, int32_t from, int32_t to)
{
    TSNode last = kids.nodes[to - 1];
    switch (pml_cst(p, last)) {
    case PML_CST_class_pattern:
    case PML_CST_union_pattern:
    case PML_CST_list_pattern:
    case PML_CST_tuple_pattern:
    case PML_CST_dict_pattern:
    case PML_CST_splat_pattern:
    case PML_CST_case_pattern:
    case PML_CST_as_pattern: return convert(p, last);
    default: return flat(p, pml_first_token(p, kids.nodes[from]), pml_last_token(p, last));
    }
}

static bool is_sign(const PmlParser *p, TSNode n, int kind)
{
    return !ts_node_is_named(n) && pml_kind_at(p, pml_first_token(p, n)) == kind;
}

/* -- compound patterns ------------------------------------------------------------------- */

static PmlPattern *alternatives(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_all_kids(p, n);
    int32_t count = 1;
    for (int32_t i = 0; i < kids.count; i++) {
        count += is_sign(p, kids.nodes[i], PML_TK_VBAR);
    }
    PmlPattern *pat = new_pattern(p, PML_P_MatchOr, pml_first_token(p, n), pml_last_token(p, n));
    PML_NEW_SEQ(p, pat->v.MatchOr.patterns, count);
    count = 0;
    for (int32_t from = 0; from < kids.count;) {
        int32_t to = from;
        while (to < kids.count && !is_sign(p, kids.nodes[to], PML_TK_VBAR)) {
            to++;
        }
        PmlPattern *one = simple(p, kids, from, to);
        if (one->kind == PML_P_MatchOr && pml_cst(p, kids.nodes[to - 1]) == PML_CST_union_pattern) {
            /* the tree nests what is flat: a | b | c */
            PmlPatternSeq inner = one->v.MatchOr.patterns, old = pat->v.MatchOr.patterns;
            PML_NEW_SEQ(p, pat->v.MatchOr.patterns, old.count + inner.count - 1);
            memcpy(pat->v.MatchOr.patterns.items, old.items, sizeof(*old.items) * (size_t)count);
            for (int64_t k = 0; k < inner.count; k++) {
                pat->v.MatchOr.patterns.items[count++] = inner.items[k];
            }
        } else {
            pat->v.MatchOr.patterns.items[count++] = one;
        }
        from = to + 1;
    }
    return pat;
}

static PmlPattern *sequence(PmlParser *p, const TSNode *nodes, int32_t count, int32_t first,
                            int32_t last)
{
    PmlPattern *pat = new_pattern(p, PML_P_MatchSequence, first, last);
    PML_NEW_SEQ(p, pat->v.MatchSequence.patterns, count);
    for (int32_t i = 0; i < count; i++) {
        pat->v.MatchSequence.patterns.items[i] = convert(p, nodes[i]);
    }
    return pat;
}

static PmlPattern *bracketed(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    int32_t first = pml_first_token(p, n), last = pml_last_token(p, n);
    if (pml_cst(p, n) == PML_CST_tuple_pattern && kids.count == 1 &&
        pml_kind_at(p, last - 1) != PML_TK_COMMA &&
        pml_kind_at(p, pml_first_token(p, kids.nodes[0])) != PML_TK_STAR) {
        return convert(p, kids.nodes[0]);
    }
    return sequence(p, kids.nodes, kids.count, first, last);
}

/* '*' NAME; the '**' form is read by mapping. */
static PmlPattern *star(PmlParser *p, TSNode n)
{
    int32_t first = pml_first_token(p, n);
    PmlPattern *pat = new_pattern(p, PML_P_MatchStar, first, first + 1);
    pat->v.MatchStar.name = capture_name(p, first + 1);
    return pat;
}

static PmlPattern *as(PmlParser *p, TSNode n)
{
    int32_t last = pml_last_token(p, n);
    PmlPattern *pat = new_pattern(p, PML_P_MatchAs, pml_first_token(p, n), last);
    pat->v.MatchAs.pattern = convert(p, ts_node_named_child(n, 0));
    pat->v.MatchAs.name = pml_token_ident(p, last);
    return pat;
}

static PmlPattern *mapping(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_all_kids(p, n);
    PmlPattern *pat =
        new_pattern(p, PML_P_MatchMapping, pml_first_token(p, n), pml_last_token(p, n));
    PML_NEW_SEQ(p, pat->v.MatchMapping.keys, kids.count);
    PML_NEW_SEQ(p, pat->v.MatchMapping.patterns, kids.count);
    int32_t count = 0;
    for (int32_t i = 1; i < kids.count - 1;) {
        if (is_sign(p, kids.nodes[i], PML_TK_COMMA)) {
            i++;
        } else if (pml_cst(p, kids.nodes[i]) == PML_CST_splat_pattern) {
            pat->v.MatchMapping.rest = pml_token_ident(p, pml_last_token(p, kids.nodes[i]));
            i++;
        } else {
            int32_t colon = i;
            while (!is_sign(p, kids.nodes[colon], PML_TK_COLON)) {
                colon++;
            }
            int32_t first = pml_first_token(p, kids.nodes[i]);
            int32_t last = pml_last_token(p, kids.nodes[colon - 1]);
            pat->v.MatchMapping.keys.items[count] = pml_kind_at(p, first) == PML_TK_NAME
                                                        ? dotted(p, first, last)
                                                        : literal(p, first, last);
            pat->v.MatchMapping.patterns.items[count++] = convert(p, kids.nodes[colon + 1]);
            i = colon + 2;
        }
    }
    pat->v.MatchMapping.keys.count = pat->v.MatchMapping.patterns.count = count;
    return pat;
}

/* The pattern after '=' of a keyword argument. */
static PmlPattern *keyword_value(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_all_kids(p, n);
    return simple(p, kids, 2, kids.count);
}

/* The keyword_pattern in a case_pattern, if that is what it is; `as` may be around it. */
static bool find_keyword(const PmlParser *p, TSNode n, TSNode *keyword, TSNode *as_node)
{
    TSNode walk = n;
    memset(as_node, 0, sizeof(*as_node));
    for (;;) {
        switch (pml_cst(p, walk)) {
        case PML_CST_keyword_pattern: *keyword = walk; return true;
        case PML_CST_as_pattern:
            *as_node = walk;
            walk = ts_node_named_child(walk, 0);
            break;
        case PML_CST_case_pattern:
            if (ts_node_named_child_count(walk) == 0) {
                return false;
            }
            walk = ts_node_named_child(walk, 0);
            break;
        default: return false;
        }
    }
}

static PmlPattern *class(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    PmlPattern *pat = new_pattern(p, PML_P_MatchClass, pml_first_token(p, n), pml_last_token(p, n));
    pat->v.MatchClass.cls =
        dotted(p, pml_first_token(p, kids.nodes[0]), pml_last_token(p, kids.nodes[0]));
    PML_NEW_SEQ(p, pat->v.MatchClass.patterns, kids.count);
    PML_NEW_SEQ(p, pat->v.MatchClass.kwd_attrs, kids.count);
    PML_NEW_SEQ(p, pat->v.MatchClass.kwd_patterns, kids.count);
    int32_t positional = 0, keywords = 0;
    for (int32_t i = 1; i < kids.count; i++) {
        TSNode keyword, as_node;
        if (!find_keyword(p, kids.nodes[i], &keyword, &as_node)) {
            pat->v.MatchClass.patterns.items[positional++] = convert(p, kids.nodes[i]);
            continue;
        }
        PmlPattern *value = keyword_value(p, keyword);
        if (!ts_node_is_null(as_node)) {
            int32_t last = pml_last_token(p, as_node);
            PmlPattern *outer =
                new_pattern(p, PML_P_MatchAs, pml_first_token(p, keyword) + 2, last);
            outer->v.MatchAs.pattern = value;
            outer->v.MatchAs.name = pml_token_ident(p, last);
            value = outer;
        }
        pat->v.MatchClass.kwd_attrs.items[keywords] =
            pml_token_ident(p, pml_first_token(p, keyword));
        pat->v.MatchClass.kwd_patterns.items[keywords++] = value;
    }
    pat->v.MatchClass.patterns.count = positional;
    pat->v.MatchClass.kwd_attrs.count = pat->v.MatchClass.kwd_patterns.count = keywords;
    return pat;
}

static PmlPattern *convert(PmlParser *p, TSNode n)
{
    PmlPattern *pat;
    pml_convert_enter(p);
    switch (pml_cst(p, n)) {
    case PML_CST_case_pattern: {
        PmlKids kids = pml_all_kids(p, n);
        pat = simple(p, kids, 0, kids.count);
        break;
    }
    case PML_CST_as_pattern: pat = as(p, n); break;
    case PML_CST_class_pattern: pat = class(p, n); break;
    case PML_CST_union_pattern: pat = alternatives(p, n); break;
    case PML_CST_list_pattern:
    case PML_CST_tuple_pattern: pat = bracketed(p, n); break;
    case PML_CST_dict_pattern: pat = mapping(p, n); break;
    case PML_CST_splat_pattern: pat = star(p, n); break;
    default: pml_convert_unknown(p, n);
    }
    p->convert_depth--;
    return pat;
}

/* -- the statement ----------------------------------------------------------------------- */

static PmlMatchCase *match_case(PmlParser *p, TSNode n)
{
    PmlMatchCase *c = pml_parser_node(p, sizeof(*c));
    PmlKids kids = pml_kids(p, n);
    int32_t count = 0;
    while (pml_cst(p, kids.nodes[count]) == PML_CST_case_pattern) {
        count++;
    }
    bool comma = pml_has_trailing_comma(p, kids.nodes[count - 1]);
    if (count == 1 && !comma) {
        c->pattern = convert(p, kids.nodes[0]);
    } else {
        c->pattern = sequence(p, kids.nodes, count, pml_first_token(p, kids.nodes[0]),
                              pml_last_token(p, kids.nodes[count - 1]) + comma);
    }
    TSNode guard = pml_field(p, n, PML_FIELD_guard);
    if (!ts_node_is_null(guard)) {
        c->guard = pml_convert_expr(p, ts_node_named_child(guard, 0));
    }
    c->body = pml_convert_block(p, pml_field(p, n, PML_FIELD_consequence));
    return c;
}

PmlStmt *pml_convert_match(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_Match, n);
    PmlKids kids = pml_kids(p, n);
    int32_t subjects = kids.count - 1;
    TSNode last = kids.nodes[subjects - 1];
    bool comma = pml_has_trailing_comma(p, last);
    if (subjects == 1 && !comma) {
        s->v.Match.subject = pml_convert_expr(p, kids.nodes[0]);
    } else {
        s->v.Match.subject =
            pml_bare_tuple(p, kids.nodes, subjects, pml_last_token(p, last) + comma);
    }
    PmlKids cases = pml_kids(p, kids.nodes[subjects]);
    PML_NEW_SEQ(p, s->v.Match.cases, cases.count);
    for (int32_t i = 0; i < cases.count; i++) {
        s->v.Match.cases.items[i] = match_case(p, cases.nodes[i]);
    }
    return s;
}
