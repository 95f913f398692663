# Creates the cluster if need be, starts the server, and stops it when nobody uses it any more.
#
# Every process that uses the cluster holds the named pipe "alive" open for writing. When the last one ends, by whatever means,
# kill -9 included, the kernel closes its end and the read below meets the end of the file. No process can forget to stop the
# server, and none needs to know of the others.
#
# It runs as the server's user. Its standard output speaks to the process that started it: "creating", "starting", "ready".
#
# $1 folder of the server programs   $2 the cluster's folder   $3 the socket's folder, a name unique to the cluster   $4 "kept" or "temporary"
# the rest: options for initdb

# Ctrl+C reaches the whole process group and a service manager signals every process; the server must outlive both until its
# users have gone. A starter that died must not kill us through a broken pipe either.
trap '' HUP INT QUIT TERM PIPE
exec </dev/null
umask 077

bin=$1 folder=$2 socket=$3 kind=$4
shift 4

cleanup() {
  [ ! -O "$socket" ] || rm -rf "$socket"
  rm -f alive alive.closing supervisor.pid
  if [ "$kind" = temporary ]; then cd / && rm -rf "$folder"; fi
}

fail() {
  echo "$*" >&2
  cleanup
  exit 1
}

start_if_down() {
  if [ -e pg/postmaster.pid ] && "$bin/pg_ctl" status -D "$folder/pg" >/dev/null; then return; fi
  echo starting
  # Under /tmp anybody can take a name first; a socket in somebody else's folder would be somebody else's server.
  if ! mkdir "$socket" 2>/dev/null && { [ ! -d "$socket" ] || [ -L "$socket" ] || [ ! -O "$socket" ]; }; then
    fail "The socket folder $socket belongs to another user: remove it."
  fi
  chmod 700 "$socket"
  rm -f "$socket"/.s.PGSQL.*
  cp settings.conf pg/postgresql.conf
  [ ! -e server.log ] || mv server.log server.log.1
  tries=0
  # The name on the command line tells this server from any other process that may get its number later.
  until "$bin/pg_ctl" start -D "$folder/pg" -o "-c cluster_name=${socket##*/}" -s -w -t 600 -l server.log 3<&-; do
    # Of a server that was killed, sessions may live on until they notice.
    tail -n 4 server.log | grep -q 'is still in use' && [ $tries -lt 100 ] || fail "PostgreSQL did not start: $(tail -n 4 server.log)"
    tries=$((tries + 1))
    sleep 0.1
  done
}

cd "$folder" || exit 1
# Opening a pipe for reading alone would wait for a writer, for ever if the starter is already dead.
exec 4<>alive 3<alive 4<&-
rm -f supervisor.pid
echo $$ >supervisor.pid

if [ ! -e pg/PG_VERSION ]; then
  echo creating
  # A half-made cluster never gets the name of a whole one.
  rm -rf pg.new
  "$bin/initdb" -D pg.new "$@" >initdb.log 2>&1 3<&- || fail "initdb failed: $(tail -n 3 initdb.log)"
  mv pg.new pg
  rm -f initdb.log
fi

start_if_down
echo ready
exec >/dev/null 2>&1

# A newcomer opens the pipe and then writes a line, which is also the moment to see whether the server still runs. After the pipe's
# name is hidden, one more read tells whether somebody came in at the last moment: a line, go on; the end of the file, nobody did
# and nobody can.
while :; do
  while read -r _ <&3; do start_if_down; done
  mv alive alive.closing
  read -r _ <&3 || break
  mv alive.closing alive
  start_if_down
done

if [ "$kind" = temporary ]; then
  "$bin/pg_ctl" stop -D "$folder/pg" -s -w -m immediate
else
  "$bin/pg_ctl" stop -D "$folder/pg" -s -w -t 600 -m fast
fi
cleanup
