/* pymemlab health PORT: is a server on this machine healthy? For a container's health check. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "command_line.h"

int pml_command_health(int argc, char **argv)
{
    static const char request[] =
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    char reply[16] = "";
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((unsigned short)(argc ? atoi(argv[0]) : 8080))};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (s < 0 || connect(s, (struct sockaddr *)&at, sizeof at) != 0 ||
        write(s, request, sizeof request - 1) < 0 || read(s, reply, sizeof reply - 1) < 12) {
        return 1;
    }
    close(s);
    return strncmp(reply + 9, "200", 3) != 0;
}
