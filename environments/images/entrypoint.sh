#!/bin/bash
# Entry point of the images that environments/images/build makes. Takes what the official MariaDB images take:
# MARIADB_ROOT_PASSWORD, MARIADB_ROOT_HOST, MARIADB_DATABASE, MARIADB_USER, MARIADB_PASSWORD, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD,
# MARIADB_RANDOM_ROOT_PASSWORD, each also as MYSQL_… and as …_FILE, files in /docker-entrypoint-initdb.d, and server
# options as the command.
set -eo pipefail
shopt -s nullglob

data=/var/lib/mysql
socket=/run/mysqld/mysqld.sock
home=${EVENKEEL_SERVER:-/usr}

fail() {
  echo "entrypoint: $*" >&2
  exit 1
}

# The first of some files that is there.
first() {
  local file
  for file in "$@"; do
    [ ! -e "$file" ] || { echo "$file"; return; }
  done
  fail "none of these is in the image: $*"
}

# setting NAME: MARIADB_NAME or MYSQL_NAME, or what the file holds that MARIADB_NAME_FILE or MYSQL_NAME_FILE names.
setting() {
  local name file
  for name in "MARIADB_$1" "MYSQL_$1"; do
    file=${name}_FILE
    if [ -n "${!file:-}" ]; then cat "${!file}"; return; fi
    if [ -n "${!name:-}" ]; then printf '%s' "${!name}"; return; fi
  done
}

text() {
  local value=${1//\\/\\\\}
  printf "'%s'" "${value//\'/\'\'}"
}

identifier() {
  printf '`%s`' "${1//\`/\`\`}"
}

# The options that a defaults file may come from must be the first.
run_server() {
  local defaults=()
  case ${1:-} in --no-defaults | --defaults-file=* | --defaults-extra-file=*) defaults=("$1"); shift ;; esac
  "${launch[@]}" "$server" "${defaults[@]}" --basedir="$home" --lc-messages-dir="$share" --datadir="$data" --user=mysql \
    --socket="$socket" --pid-file=/run/mysqld/mysqld.pid "$@"
}

bootstrap() {
  local name file log
  mkdir -p "$data/mysql"
  chown -R mysql:mysql "$data"
  log=$(mktemp)
  {
    echo 'USE mysql;'
    for name in system_tables performance_tables system_tables_data; do
      file=$(first "$share/mariadb_$name.sql" "$share/mysql_$name.sql")
      # What adds accounts for the name of the machine would add the container's.
      grep -v '@current_hostname' "$file"
    done
    cat "$share/fill_help_tables.sql" "$share/maria_add_gis_sp_bootstrap.sql"
    if [ -e "$share/mariadb_sys_schema.sql" ]; then cat "$share/mariadb_sys_schema.sql"; fi
  } | run_server "$@" --bootstrap --log-warnings=0 --loose-enforce-storage-engine= --loose-skip-ssl --skip-log-bin >"$log" 2>&1 ||
    { cat "$log" >&2; fail 'the data folder cannot be initialised'; }
  rm "$log"
}

sql() {
  MYSQL_PWD=$password "$client" --no-defaults --user=root --socket="$socket" --binary-mode --loose-skip-ssl "$@"
}

accounts() {
  local root_host user database
  echo "SET @@SESSION.sql_log_bin = 0; SET SESSION sql_mode = '';"
  root_host=$(setting ROOT_HOST)
  root_host=${root_host:-%}
  echo "DELETE FROM mysql.db WHERE User = '';"
  # The account in use is the last to get its password.
  [ "$root_host" = localhost ] ||
    echo "GRANT ALL ON *.* TO 'root'@$(text "$root_host") IDENTIFIED BY $(text "$1") WITH GRANT OPTION;"
  database=$(setting DATABASE)
  [ -z "$database" ] || echo "CREATE DATABASE IF NOT EXISTS $(identifier "$database");"
  user=$(setting USER)
  if [ -n "$user" ] && [ -n "$(setting PASSWORD)" ]; then
    echo "GRANT USAGE ON *.* TO $(text "$user")@'%' IDENTIFIED BY $(text "$(setting PASSWORD)");"
    [ -z "$database" ] || echo "GRANT ALL ON $(identifier "${database//_/\\_}").* TO $(text "$user")@'%';"
  fi
  echo "GRANT ALL ON *.* TO 'root'@'localhost' IDENTIFIED BY $(text "$1") WITH GRANT OPTION; FLUSH PRIVILEGES;"
}

drop_anonymous() {
  sql --skip-column-names mysql -e "SELECT CONCAT('DROP USER ', QUOTE(User), '@', QUOTE(Host), ';') FROM user
    WHERE User = '' OR (User = 'root' AND Host NOT IN ('localhost', '%'))" | { echo 'SET sql_log_bin = 0;'; cat; } | sql
}

initdb_files() {
  local file
  local database=()
  [ -z "$(setting DATABASE)" ] || database=("$(setting DATABASE)")
  for file in /docker-entrypoint-initdb.d/*; do
    echo "entrypoint: $file" >&2
    case $file in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) sql "${database[@]}" <"$file" ;;
      *.sql.gz) gzip -dc "$file" | sql "${database[@]}" ;;
      *) echo "entrypoint: $file is left out; taken are .sh, .sql and .sql.gz" >&2 ;;
    esac
  done
}

initialise() {
  local root pid tries=0
  root=$(setting ROOT_PASSWORD)
  if [ -z "$root" ] && [ -n "$(setting RANDOM_ROOT_PASSWORD)" ]; then
    root=$(od -An -tx1 -N16 /dev/urandom | tr -d ' \n')
    echo "GENERATED ROOT PASSWORD: $root"
  fi
  [ -n "$root$(setting ALLOW_EMPTY_ROOT_PASSWORD)$(setting ALLOW_EMPTY_PASSWORD)" ] ||
    fail 'no password for root: set MARIADB_ROOT_PASSWORD, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD or MARIADB_RANDOM_ROOT_PASSWORD'
  bootstrap "$@"
  launch=()
  run_server "$@" --skip-networking --skip-slave-start --loose-skip-ssl &
  pid=$!
  password=''
  until sql -e 'SELECT 1' >/dev/null 2>&1; do
    kill -0 "$pid" 2>/dev/null || fail 'the server ended while it was being set up; its words stand above'
    [ $((tries += 1)) -lt 600 ] || fail 'the server does not answer within a minute'
    sleep 0.1
  done
  drop_anonymous
  accounts "$root" | sql
  password=$root
  initdb_files
  # The shell that run_server became is not the server: ask the server itself to end.
  echo 'SHUTDOWN' | sql 2>/dev/null || kill "$(cat /run/mysqld/mysqld.pid)"
  wait "$pid" || true
}

case ${1:-} in
  '' | -*) ;;
  mysqld | mariadbd) shift ;;
  *) exec "$@" ;;
esac

server=$(first "$home/sbin/mariadbd" "$home/bin/mariadbd" "$home/sbin/mysqld" "$home/bin/mysqld")
client=$(first "$home/bin/mariadb" "$home/bin/mysql")
system_tables=$(first "$home"/share/{mysql,mariadb}/{mariadb,mysql}_system_tables.sql "$home"/share/{mariadb,mysql}_system_tables.sql)
share=$(dirname "$system_tables")
# The old programs bring libraries that Debian no longer has.
[ ! -d "$home/libs" ] || export LD_LIBRARY_PATH=$home/libs
mkdir -p /run/mysqld
chown mysql:mysql /run/mysqld
launch=()
[ -d "$data/mysql" ] || initialise "$@"
launch=(exec)
run_server "$@"
