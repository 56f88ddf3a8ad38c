#include "static_files.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *type_of(const char *path)
{
    static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
                                           {".js", "text/javascript; charset=utf-8"},
                                           {".mjs", "text/javascript; charset=utf-8"},
                                           {".css", "text/css; charset=utf-8"},
                                           {".wasm", "application/wasm"},
                                           {".svg", "image/svg+xml"},
                                           {".json", "application/json"},
                                           {".webmanifest", "application/manifest+json"},
                                           {".png", "image/png"},
                                           {".ico", "image/x-icon"}};
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(dot, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    return "application/octet-stream";
}

static char *read_all(const char *path, size_t size)
{
    FILE *f = fopen(path, "rb");
    char *bytes = f ? malloc(size + 1) : NULL;
    if (bytes && fread(bytes, 1, size, f) != size) {
        free(bytes);
        bytes = NULL;
    }
    if (f) {
        fclose(f);
    }
    return bytes;
}

static void make_tag(PmlStaticFile *file)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < file->size; i++) {
        sum = (sum ^ (unsigned char)file->bytes[i]) * UINT64_C(0x100000001b3);
    }
    snprintf(file->tag, sizeof file->tag, "\"%016" PRIx64 "\"", sum);
}

static void add_folder(PmlStaticFile **first, const char *folder, size_t root)
{
    DIR *d = opendir(folder);
    struct dirent *entry;
    while (d && (entry = readdir(d))) {
        char path[4096];
        struct stat s;
        if (entry->d_name[0] == '.') {
            continue;
        }
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (stat(path, &s) != 0) {
            continue;
        }
        if (S_ISDIR(s.st_mode)) {
            add_folder(first, path, root);
            continue;
        }
        PmlStaticFile *file = calloc(1, sizeof *file);
        char *bytes = file ? read_all(path, (size_t)s.st_size) : NULL;
        if (!bytes) {
            free(file);
            continue;
        }
        file->path = strdup(path + root);
        file->type = type_of(path);
        file->bytes = bytes;
        file->size = (size_t)s.st_size;
        make_tag(file);
        file->next = *first;
        *first = file;
    }
    if (d) {
        closedir(d);
    }
}

/* Each file with the gzipped one beside it. */
static void find_packed(PmlStaticFile *first)
{
    for (PmlStaticFile *file = first; file; file = file->next) {
        size_t n = file->path ? strlen(file->path) : 0;
        for (const PmlStaticFile *p = first; p && n > 0; p = p->next) {
            if (p->path && strncmp(p->path, file->path, n) == 0 &&
                strcmp(p->path + n, ".gz") == 0) {
                file->packed = p;
            }
        }
    }
}

PmlStaticFile *pml_static_load(const char *folder)
{
    PmlStaticFile *first = NULL;
    add_folder(&first, folder, strlen(folder));
    find_packed(first);
    return first;
}

void pml_static_free(PmlStaticFile *first)
{
    while (first) {
        PmlStaticFile *next = first->next;
        free(first->path);
        free(first->bytes);
        free(first);
        first = next;
    }
}

const PmlStaticFile *pml_static_find(const PmlStaticFile *first, const char *path)
{
    char index[256];
    size_t n = strlen(path);
    if (n > 0 && path[n - 1] == '/' && n + sizeof "index.html" <= sizeof index) {
        snprintf(index, sizeof index, "%sindex.html", path);
        path = index;
    }
    for (; first; first = first->next) {
        if (first->path && strcmp(first->path, path) == 0) {
            return first;
        }
    }
    return NULL;
}
