#!/usr/bin/env bash
# Succeeds while the host answers 200 on /health/ready. The runtime image has neither curl nor wget; bash can open the socket itself.
# The port is the one of the last address in ASPNETCORE_URLS.
set -euo pipefail

port=${ASPNETCORE_URLS:-http://+:8080}
port=${port##*:}
port=${port%%/*}

exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS= read -r -t 4 status <&3
[[ $status == "HTTP/1.1 200"* ]]
