#include "cli/serving.h"

#include <fmt/format.h>

#include "http/server.h"
#include "portal/routes.h"

namespace gongkai::cli {
namespace {

std::string shown_host(const std::string& address) {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

http::ServerOptions server_options(const Configuration& configuration) {
  http::ServerOptions options;
  options.address = configuration.address;
  options.port = configuration.port;
  options.io_threads = configuration.io_threads;
  options.handler_threads = configuration.handler_threads;
  options.path_prefix = configuration.path_prefix;
  options.access_log = configuration.access_log;
  options.trusted_proxies = configuration.trusted_proxies;
  options.page_variant = portal::page_variant;
  return options;
}

}  // namespace

StopSignals::StopSignals() {
  sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  waiter_ = std::thread([this] { wait(); });
}

StopSignals::~StopSignals() {
  is_ending_ = true;
  pthread_kill(waiter_.native_handle(), SIGTERM);
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void StopSignals::call(std::function<void()> stop) {
  const std::lock_guard lock(mutex_);
  stop_ = std::move(stop);
}

void StopSignals::wait() {
  while (true) {
    int signal = 0;
    sigwait(&signals_, &signal);
    if (is_ending_) return;
    const std::lock_guard lock(mutex_);
    if (stop_) {
      stop_();
    } else {
      // Nothing is served yet that would have to be ended in order.
      std::signal(signal, SIG_DFL);
      pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
      std::raise(signal);
    }
  }
}

Result<Clock> clock_of(const std::string& now) {
  if (now.empty()) return Clock::real();
  constexpr std::int64_t kNineInTheMorning = 9 * 3600;
  if (const auto day = CivilDay::parse(now))
    return Clock::frozen_at(Instant::start_of(*day).plus_seconds(kNineInTheMorning));
  if (const auto instant = Instant::parse(now)) return Clock::frozen_at(*instant);
  return Error{
      "cli.bad_argument",
      {"--now 应写成 2026-11-20 或 2026-11-20T09:00:00+08:00", "--now takes 2026-11-20 or 2026-11-20T09:00:00+08:00"},
      now};
}

int serve_until_stopped(const CommandContext& context, flows::Installation& installation,
                        const Configuration& configuration, const Clock& clock, StopSignals& signals,
                        const std::function<void(const std::string& address)>& ready) {
  portal::PortalOptions portal_options;
  portal_options.path_prefix = configuration.path_prefix;
  auto routes = portal::routes(installation, portal_options);
  if (!routes) return report_error(context, routes.error());
  auto server = http::Server::open(server_options(configuration), std::move(*routes), clock);
  if (!server) return report_error(context, server.error());
  http::Server& serving = **server;
  installation.on_public_change([&serving] { serving.forget_pages(); });
  signals.call([&serving] { serving.stop(); });
  ready(fmt::format("http://{}:{}{}/", shown_host(configuration.address), serving.port(), configuration.path_prefix));
  serving.run();
  signals.call({});
  return kGood;
}

}  // namespace gongkai::cli
