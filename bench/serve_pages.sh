#!/bin/sh
# Our server against nginx on one core each, in alternating rounds: the same page of 20 KB with the same security headers,
# access log on. nginx reads it from disk with open_file_cache and sendfile, ours has it in its page cache.
#   bench/serve_pages.sh [BUILD] [ROUNDS] [SECONDS]     build/release, 5 rounds of 4 seconds
# Prints requests a second of each round, the medians and their ratio for 64 and 512 connections. wrk has the other core.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build/release}
rounds=${2:-5}
seconds=${3:-4}
work=$(mktemp -d)
nginx_port=18081
our_port=18082
our_pid=
cleanup() {
  [ -z "$our_pid" ] || kill "$our_pid" 2>/dev/null || true
  [ ! -f "$work/nginx.pid" ] || kill "$(cat "$work/nginx.pid")" 2>/dev/null || true
  sleep 0.3
  rm -rf "$work"
}
trap cleanup EXIT INT TERM

mkdir "$work/www"
chmod 755 "$work" "$work/www"
python3 - "$work/www/page.html" << 'PAGE'
import random, sys
rng = random.Random(20220122)
words = "政府信息公开主动依申请年度报告办理结果规范性文件行政许可处罚财政预算决算通知公告"
text = ""
while len(text.encode()) < 20000:
    text += "<p>" + "".join(rng.choice(words) for _ in range(60)) + "</p>\n"
open(sys.argv[1], "w", encoding="utf-8").write("<!doctype html><html lang=zh-CN><title>页</title>" + text + "</html>\n")
PAGE

cat > "$work/nginx.conf" << CONF
worker_processes 1;
pid $work/nginx.pid;
error_log $work/error.log;
worker_rlimit_nofile 4096;
events { worker_connections 2048; }
http {
  types { text/html html; }
  charset utf-8;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 60;
  keepalive_requests 1000000000;
  open_file_cache max=1000 inactive=60s;
  open_file_cache_valid 60s;
  open_file_cache_errors on;
  log_format line '\$time_iso8601 \$remote_addr \$request_method \$request_uri \$status \$body_bytes_sent \$request_time "\$http_user_agent"';
  access_log $work/nginx_access.log line buffer=256k flush=1s;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server {
    listen 127.0.0.1:$nginx_port backlog=4096;
    root $work/www;
    add_header Content-Security-Policy "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; frame-ancestors 'self'; form-action 'self'; base-uri 'self'";
    add_header X-Content-Type-Options nosniff;
    add_header X-Frame-Options SAMEORIGIN;
    add_header Referrer-Policy same-origin;
    add_header Permissions-Policy "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    add_header Cross-Origin-Opener-Policy same-origin;
    add_header Cache-Control no-cache;
    add_header Vary Accept-Encoding;
  }
}
CONF

taskset -c 0 nginx -c "$work/nginx.conf" -p "$work"
# In a session of its own, as nginx makes itself one: the scheduler shares a busy machine out by session.
setsid taskset -c 0 "$build/bin/serve_pages" $our_port "$work/www/page.html" "$work/our_access.log" &
our_pid=$!
sleep 0.5
for port in $nginx_port $our_port; do
  curl -sf "http://127.0.0.1:$port/page.html" | cmp - "$work/www/page.html"
done

# Time on a processor that a process and its threads took so far, in nanoseconds.
processor_time() {
  cat /proc/"$1"/task/*/schedstat | awk '{ sum += $1 } END { printf "%.0f\n", sum }'
}

# Requests a second, and microseconds of the server's processor time for each: the latter says the same on a busy machine.
rate() {
  before=$(processor_time "$3")
  taskset -c 1 wrk -t1 -c"$2" -d"${seconds}s" "http://127.0.0.1:$1/page.html" > "$work/wrk"
  ! grep -E 'Non-2xx|Socket errors' "$work/wrk" >&2
  after=$(processor_time "$3")
  sed -n 's/^Requests\/sec: *//p' "$work/wrk" | tr '\n' ' '
  sed -n 's/^ *\([0-9]*\) requests in.*/\1/p' "$work/wrk" | awk -v spent=$((after - before)) '{ printf "%.2f\n", spent / $1 / 1000 }'
}

nginx_pid=$(pgrep -P "$(cat "$work/nginx.pid")")
for connections in 64 512; do
  : > "$work/nginx_rates"
  : > "$work/our_rates"
  rate $nginx_port $connections "$nginx_pid" > /dev/null
  rate $our_port $connections "$our_pid" > /dev/null
  for round in $(seq "$rounds"); do
    n=$(rate $nginx_port $connections "$nginx_pid")
    o=$(rate $our_port $connections "$our_pid")
    echo "$n" >> "$work/nginx_rates"
    echo "$o" >> "$work/our_rates"
    echo "$connections connections, round $round, requests/s and processor us/request: nginx $n, ours $o"
  done
  python3 - "$work/nginx_rates" "$work/our_rates" $connections << 'SUM'
import statistics, sys
nginx, ours = ([tuple(map(float, line.split())) for line in open(name)] for name in sys.argv[1:3])
def median(rounds, column): return statistics.median(one[column] for one in rounds)
n, o = median(nginx, 0), median(ours, 0)
print(f"{sys.argv[3]} connections: nginx {n:.0f}/s, ours {o:.0f}/s, ratio {o / n:.2f};", end=" ")
n, o = median(nginx, 1), median(ours, 1)
print(f"processor time a request: nginx {n:.1f} us, ours {o:.1f} us, ratio of rates by it {n / o:.2f}")
SUM
done
