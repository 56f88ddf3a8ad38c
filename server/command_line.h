/* The program's subcommands: argv without the program's and the subcommand's names; exit code. */
#ifndef PML_COMMAND_LINE_H
#define PML_COMMAND_LINE_H

#include <stddef.h>

int pml_command_run(int argc, char **argv);
int pml_command_serve(int argc, char **argv);
int pml_command_ask(int argc, char **argv);
int pml_command_health(int argc, char **argv);
int pml_command_compare_run(int argc, char **argv);
int pml_command_profiles_list(int argc, char **argv);
int pml_command_look(int argc, char **argv);
int pml_command_check_files(int argc, char **argv);
int pml_command_openapi(int argc, char **argv);

/* The whole of a file, NUL-terminated, malloc'ed; NULL with errno set. "-": standard input. */
char *pml_read_source(const char *path, size_t *n);

#endif
