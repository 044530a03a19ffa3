// The coroutine that serves one connection, and the loop that runs many of them.
//
// Reading is Asio's; writing goes to the socket directly and waits for Asio only when the socket is full: a kept page
// is one sendmsg of head, tail and body as they lie in the cache. Time-outs are deadlines that a sweep looks at a few
// times a second, so that a request sets no timer.
#include "http/connection_loop.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/intrusive/list.hpp>
#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>

#include "http/gzip.h"
#include "http/input_buffer.h"
#include "http/request_head.h"

namespace gongkai::http {
namespace {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;
using Socket = asio::ip::tcp::socket;
constexpr auto kAnswered = asio::as_tuple(asio::use_awaitable);

constexpr auto kSweep = std::chrono::milliseconds(200);
constexpr std::size_t kLeastBytesASecond = 16u << 10;
constexpr std::size_t kBodyBuffer = 64u << 10;
constexpr std::size_t kSourcePiece = 256u << 10;
constexpr std::size_t kMostLingering = 1u << 20;
constexpr auto kLingering = std::chrono::seconds(2);

struct Connection : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
  enum class Doing { Idle, Head, Body, Handler, Writing, Lingering };

  Connection(asio::io_context& context, Descriptor accepted, std::string address, Serving& of)
      : socket(context), peer(std::move(address)), serving(of), is_behind_proxy(of.proxies.trusts(peer)) {
    fd = accepted.get();
    socket.assign(asio::ip::tcp::v6(), accepted.release());
    socket.native_non_blocking(true);
  }
  ~Connection() { serving.connections.fetch_sub(1, std::memory_order_relaxed); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void now_does(Doing what, Steady::time_point until) {
    doing = what;
    deadline = until;
    expired = false;
  }

  Socket socket;
  int fd;
  std::string peer;
  Serving& serving;
  bool is_behind_proxy;
  Doing doing = Doing::Idle;
  bool expired = false;  ///< the sweep cancelled what it waits for
  bool has_asked = false;
  Steady::time_point deadline{};
  InputBuffer in;
};

/// What is needed to answer and to log, once the request is known.
struct Asked {
  std::string_view method, target, user_agent;
  std::string client;  ///< empty: the peer
  bool is_secure = false;
  bool keep_alive = false;
  bool is_1_0 = false;
  Steady::time_point began{};
};

/// Counts the body of one request in the sum of all.
class BodyCount {
 public:
  explicit BodyCount(Serving& serving) : serving_(serving) {}
  ~BodyCount() { serving_.body_bytes.fetch_sub(counted_); }
  BodyCount(const BodyCount&) = delete;
  BodyCount& operator=(const BodyCount&) = delete;
  /// False: all bodies together would be too many.
  bool grow_to(std::size_t size) {
    if (size <= counted_) return true;
    const std::size_t sum = serving_.body_bytes.fetch_add(size - counted_) + (size - counted_);
    counted_ = size;
    if (sum <= serving_.options.bodies_in_memory) return true;
    // It will not be read on: what it held counts no longer, so that it keeps nobody else out while it is answered.
    serving_.body_bytes.fetch_sub(counted_);
    counted_ = 0;
    return false;
  }

 private:
  Serving& serving_;
  std::size_t counted_ = 0;
};

class Loop final : public ConnectionLoop {
 public:
  explicit Loop(Serving& serving) : serving_(serving), context_(1), sweep_(context_) {}

  void run() override {
    asio::co_spawn(context_, sweep(), asio::detached);
    context_.run();
  }
  void adopt(Descriptor socket, std::string peer, Welcome welcome) override;
  void close_idle(int most) override {
    asio::post(context_, [this, most] { close_some(most, Connection::Doing::Idle); });
  }
  void finish() override {
    asio::post(context_, [this] {
      finishing_ = true;
      for (Connection& connection : all_) {
        if (connection.doing == Connection::Doing::Idle || connection.doing == Connection::Doing::Head) {
          expire(connection);
        }
      }
      if (all_.empty()) context_.stop();
    });
  }
  void abandon() override { context_.stop(); }

 private:
  using Doing = Connection::Doing;
  template <class T>
  using Task = asio::awaitable<T>;

  Task<void> sweep();
  Task<void> serve(std::unique_ptr<Connection> connection);
  Task<void> refuse_as_full(std::unique_ptr<Connection> connection);
  Task<void> serve_requests(Connection& c);
  /// The size of the next head; 0 when the connection is done.
  Task<std::size_t> next_head(Connection& c);
  /// Both: whether the connection goes on.
  Task<bool> answer_long_way(Connection& c, std::size_t head_size, Asked& asked);
  Task<bool> send(Connection& c, const Answer& answer, const Asked& asked);
  /// 0, a status to refuse with, or -1 when the connection is gone.
  Task<int> receive_body(Connection& c, const RequestHead& head, std::string& body, BodyCount& count);
  Task<int> receive_sized(Connection& c, std::uint64_t size, std::string& body, BodyCount& count);
  Task<int> receive_chunks(Connection& c, std::string& body, BodyCount& count);
  Task<std::size_t> receive(Connection& c, std::size_t at_least_room);
  Task<bool> send_bytes(Connection& c, std::string_view bytes);
  Task<bool> send_source(Connection& c, const Answer& answer);
  /// Answers and closes. By reference and without `{}`: g++ 12 destroys such temporaries of a co_await twice (PR
  /// 99576).
  Task<void> refuse(Connection& c, int status, Asked& asked);
  Task<void> linger(Connection& c);
  template <class Work>
  Task<bool> in_handler_thread(Work& work, HandlerPool::Urgency urgency);

  Asked asked_by(const Connection& c, const RequestHead& head) const;
  void append_tail(std::string& out, const Asked& asked, bool keep_alive);
  void log(const Connection& c, const Asked& asked, const Answer& answer);
  void expire(Connection& connection) {
    connection.expired = true;
    boost::system::error_code ignored;
    connection.socket.cancel(ignored);
  }
  void close_some(int most, Doing doing) {
    for (Connection& connection : all_) {
      if (most == 0) return;
      if (connection.doing != doing || connection.expired) continue;
      expire(connection);
      --most;
    }
  }

  Serving& serving_;
  boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>> all_;  ///< longest connected first
  bool finishing_ = false;
  // Memory that serves every request again; not to be held over a co_await.
  RequestHead head_;
  std::string key_, tail_;
  Instant date_of_;
  std::string date_line_;
  // Destroyed first: with it the coroutines, which use all above.
  asio::io_context context_;
  asio::steady_timer sweep_;
};

void Loop::adopt(Descriptor socket, std::string peer, Welcome welcome) {
  asio::post(context_, [this, socket = std::move(socket), peer = std::move(peer), welcome]() mutable {
    std::unique_ptr<Connection> connection;
    try {
      connection = std::make_unique<Connection>(context_, std::move(socket), std::move(peer), serving_);
    } catch (const std::exception&) {  // no memory, or the socket died meanwhile
      serving_.connections.fetch_sub(1);
      return;
    }
    all_.push_back(*connection);
    asio::co_spawn(context_,
                   welcome == Welcome::Serve ? serve(std::move(connection)) : refuse_as_full(std::move(connection)),
                   asio::detached);
  });
}

asio::awaitable<void> Loop::sweep() {
  for (;;) {
    sweep_.expires_after(kSweep);
    const auto [failed] = co_await sweep_.async_wait(kAnswered);
    if (failed) co_return;
    const auto now = Steady::now();
    for (Connection& connection : all_) {
      if (connection.deadline < now) expire(connection);
    }
    if (finishing_ && all_.empty()) context_.stop();
  }
}

asio::awaitable<void> Loop::serve(std::unique_ptr<Connection> connection) {
  try {
    co_await serve_requests(*connection);
  } catch (const std::exception& failure) {  // no memory
    serving_.router.tell_failure(failure.what(), Request());
  }
}

asio::awaitable<void> Loop::serve_requests(Connection& c) {
  for (;;) {
    const std::size_t head_size = co_await next_head(c);
    if (head_size == 0) co_return;
    const auto began = Steady::now();
    const int status = read_request_head(c.in.unread().substr(0, head_size), serving_.options.most_headers, head_);
    Asked asked = asked_by(c, head_);
    asked.began = began;
    if (status != 0) {
      co_await refuse(c, status, asked);
      co_return;
    }
    const bool is_plain_read = (head_.method == Method::Get || head_.method == Method::Head) && !head_.has_body();
    std::shared_ptr<const ReadyPage> page = is_plain_read ? serving_.kept_page(head_, key_) : nullptr;
    if (page) {
      const Wishes wishes{head_.method == Method::Head, accepts_gzip(head_.accept_encoding), head_.if_none_match,
                          head_.range, head_.if_range};
      const Answer answer = answer_with(std::move(page), wishes);
      if (!co_await send(c, answer, asked)) co_return;
      c.in.use(head_size);
    } else if (!co_await answer_long_way(c, head_size, asked)) {
      co_return;
    }
    c.in.shrink();
  }
}

asio::awaitable<std::size_t> Loop::next_head(Connection& c) {
  std::size_t scanned = 0;
  Asked nobody;
  c.now_does(Doing::Idle,
             Steady::now() + (c.has_asked ? serving_.options.idle_timeout : serving_.options.header_timeout));
  for (;;) {
    if (scanned == 0) {
      while (c.in.unread().starts_with("\r\n")) c.in.use(2);  // RFC 9112, 2.2
    }
    const HeadEnd end = find_head_end(c.in.unread(), scanned);
    if (end.kind == HeadEnd::Found && end.size <= serving_.options.largest_header) {
      c.has_asked = true;
      co_return end.size;
    }
    if (end.kind == HeadEnd::Broken || c.in.unread().size() > serving_.options.largest_header) {
      co_await refuse(c, end.kind == HeadEnd::Broken ? 400 : 431, nobody);
      co_return 0;
    }
    if (c.in.unread().empty()) {
      if (finishing_) co_return 0;
    } else if (c.doing != Doing::Head) {
      c.now_does(Doing::Head, Steady::now() + serving_.options.header_timeout);
    }
    if (co_await receive(c, InputBuffer::kSmall) == 0) {
      if (c.expired && c.doing == Doing::Head && !finishing_) co_await refuse(c, 408, nobody);
      co_return 0;
    }
  }
}

asio::awaitable<std::size_t> Loop::receive(Connection& c, std::size_t at_least_room) {
  const InputBuffer::Room room = c.in.room_of(at_least_room);
  const auto [failed, count] = co_await c.socket.async_read_some(asio::buffer(room.at, room.size), kAnswered);
  if (failed) co_return 0;
  c.in.came(count);
  co_return count;
}

Asked Loop::asked_by(const Connection& c, const RequestHead& head) const {
  Asked asked;
  asked.method = head.method_name;
  asked.target = head.target;
  asked.user_agent = head.user_agent;
  asked.keep_alive = head.keep_alive;
  asked.is_1_0 = head.is_1_0;
  if (c.is_behind_proxy) {
    asked.client = serving_.proxies.client_of(c.peer, head.forwarded_for);
    asked.is_secure = head.forwarded_proto == "https";
  }
  return asked;
}

asio::awaitable<bool> Loop::answer_long_way(Connection& c, std::size_t head_size, Asked& asked) {
  Request request = request_from(head_);
  request.client = asked.client.empty() ? c.peer : asked.client;
  request.is_secure = asked.is_secure;
  const std::string method(asked.method);
  asked.method = method;
  asked.target = request.target;
  asked.user_agent = request.header("user-agent");
  BodyCount count(serving_);
  const bool has_body = head_.has_body();
  if (has_body) {
    RequestHead framing;
    framing.is_chunked = head_.is_chunked;
    framing.content_length = head_.content_length;
    framing.expects_continue = head_.expects_continue;
    c.in.use(head_size);
    const int status = co_await receive_body(c, framing, request.body, count);
    if (status < 0) co_return false;
    if (status > 0) {
      co_await refuse(c, status, asked);
      co_return false;
    }
  } else {
    c.in.use(head_size);
  }
  c.now_does(Doing::Handler, Steady::time_point::max());
  Answer answer;
  auto render = [&] { answer = serving_.render(request); };
  if (!co_await in_handler_thread(render, HandlerPool::Urgency::New)) answer = serving_.refusal(503);
  co_return co_await send(c, answer, asked);
}

/// `work` runs in a handler's thread while the coroutine waits. False: there was no room.
template <class Work>
asio::awaitable<bool> Loop::in_handler_thread(Work& work, HandlerPool::Urgency urgency) {
  auto begin = [this, &work, urgency](auto resume) {
    auto held = std::make_shared<decltype(resume)>(std::move(resume));
    auto continue_here = [this](auto& waiting, bool taken) {
      asio::post(context_, [waiting = std::move(waiting), taken]() mutable { std::move (*waiting)(taken); });
    };
    const bool taken = serving_.handlers.offer(
        [held, continue_here, &work]() mutable {
          work();
          continue_here(held, true);
        },
        urgency);
    if (!taken) continue_here(held, false);
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(begin, asio::use_awaitable);
}

asio::awaitable<int> Loop::receive_body(Connection& c, const RequestHead& head, std::string& body, BodyCount& count) {
  if (head.content_length.value_or(0) > serving_.options.largest_body) co_return 413;
  if (head.expects_continue && c.in.unread().empty()) {
    const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    if (!co_await send_bytes(c, go_on)) co_return -1;
  }
  c.now_does(Doing::Body, Steady::now() + serving_.options.body_timeout);
  if (head.is_chunked) co_return co_await receive_chunks(c, body, count);
  co_return co_await receive_sized(c, *head.content_length, body, count);
}

asio::awaitable<int> Loop::receive_sized(Connection& c, std::uint64_t size, std::string& body, BodyCount& count) {
  const auto began = c.deadline;
  for (;;) {
    const std::string_view some = c.in.unread().substr(0, static_cast<std::size_t>(size) - body.size());
    if (!count.grow_to(body.size() + some.size())) co_return 503;
    body += some;
    c.in.use(some.size());
    if (body.size() == size) co_return 0;
    c.deadline = began + std::chrono::seconds(body.size() / kLeastBytesASecond);
    if (co_await receive(c, size > kBodyBuffer ? kBodyBuffer : InputBuffer::kSmall) == 0) {
      co_return c.expired ? 408 : -1;
    }
  }
}

asio::awaitable<int> Loop::receive_chunks(Connection& c, std::string& body, BodyCount& count) {
  const auto began = c.deadline;
  ChunkReader chunks(serving_.options.largest_body);
  for (;;) {
    std::string_view some = c.in.unread();
    const std::size_t before = some.size();
    if (!count.grow_to(body.size() + before)) co_return 503;
    const ChunkReader::State state = chunks.feed(some, body);
    c.in.use(before - some.size());
    if (state == ChunkReader::State::Done) co_return 0;
    if (state == ChunkReader::State::Broken) co_return 400;
    if (state == ChunkReader::State::TooLarge) co_return 413;
    c.deadline = began + std::chrono::seconds(body.size() / kLeastBytesASecond);
    if (co_await receive(c, body.size() > kBodyBuffer ? kBodyBuffer : InputBuffer::kSmall) == 0) {
      co_return c.expired ? 408 : -1;
    }
  }
}

void Loop::append_tail(std::string& out, const Asked& asked, bool keep_alive) {
  const Instant now = serving_.clock.now();
  if (date_line_.empty() || now != date_of_) {
    date_line_ = "Date: " + now.http_date() + "\r\n";
    date_of_ = now;
  }
  out += date_line_;
  if (asked.is_secure) out += "Strict-Transport-Security: max-age=31536000\r\n";
  if (!keep_alive) {
    out += "Connection: close\r\n";
  } else if (asked.is_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
}

void Loop::log(const Connection& c, const Asked& asked, const Answer& answer) {
  if (!serving_.log) return;
  AccessLine line;
  line.at = date_of_;
  line.client = asked.client.empty() ? std::string_view(c.peer) : std::string_view(asked.client);
  line.method = asked.method;
  line.target = asked.target;
  line.user_agent = asked.user_agent;
  line.status = answer.status;
  line.bytes = answer.body_size();
  if (asked.began != Steady::time_point()) {
    line.microseconds = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - asked.began).count();
  }
  serving_.log->write(line);
}

asio::awaitable<bool> Loop::send(Connection& c, const Answer& answer, const Asked& asked) {
  const bool keep_alive = asked.keep_alive && !finishing_;
  tail_.clear();
  append_tail(tail_, asked, keep_alive);
  const std::string_view head = answer.head();
  const std::string_view body = answer.body_bytes();
  std::array<iovec, 3> pieces{{{const_cast<char*>(head.data()), head.size()},
                               {tail_.data(), tail_.size()},
                               {const_cast<char*>(body.data()), body.size()}}};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = body.empty() ? 2 : 3;
  const ssize_t sent = ::sendmsg(c.fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  const std::size_t all = head.size() + tail_.size() + body.size();
  bool done = sent == static_cast<ssize_t>(all);
  if (!done && (sent >= 0 || errno == EAGAIN || errno == EINTR)) {
    auto left = static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
    c.now_does(Doing::Writing, Steady::now() + serving_.options.write_timeout);
    std::string front(head);
    front += tail_;
    const std::size_t of_front = std::min(left, front.size());
    left -= of_front;
    done = co_await send_bytes(c, std::string_view(front).substr(of_front));
    if (done) done = co_await send_bytes(c, body.substr(left));
  }
  if (done && answer.source) done = co_await send_source(c, answer);
  log(c, asked, answer);
  if (done && !keep_alive) co_await linger(c);
  co_return done&& keep_alive;
}

asio::awaitable<bool> Loop::send_bytes(Connection& c, std::string_view bytes) {
  const auto began = c.deadline;
  std::size_t sent_in_all = 0;
  while (!bytes.empty()) {
    const ssize_t sent = ::send(c.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      sent_in_all += static_cast<std::size_t>(sent);
      c.deadline = began + std::chrono::seconds(sent_in_all / kLeastBytesASecond);
      continue;
    }
    if (sent < 0 && errno == EINTR) continue;
    if (sent == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) co_return false;
    const auto [failed] = co_await c.socket.async_wait(Socket::wait_write, kAnswered);
    if (failed || c.expired) co_return false;
  }
  co_return true;
}

asio::awaitable<bool> Loop::send_source(Connection& c, const Answer& answer) {
  std::uint64_t from = answer.from;
  const std::uint64_t end = answer.from + answer.size;
  while (from < end) {
    std::string piece;
    auto fetch = [&] {
      try {
        piece = answer.source(from, std::min<std::uint64_t>(kSourcePiece, end - from));
      } catch (const std::exception& failure) { serving_.router.tell_failure(failure.what(), Request()); }
    };
    c.now_does(Doing::Handler, Steady::time_point::max());
    if (!co_await in_handler_thread(fetch, HandlerPool::Urgency::Continued)) co_return false;
    // Fewer bytes than promised: only closing tells the client.
    if (piece.empty() || piece.size() > end - from) co_return false;
    c.now_does(Doing::Writing, Steady::now() + serving_.options.write_timeout);
    if (!co_await send_bytes(c, piece)) co_return false;
    from += piece.size();
  }
  co_return true;
}

asio::awaitable<void> Loop::refuse(Connection& c, int status, Asked& asked) {
  asked.keep_alive = false;
  const Answer answer = serving_.refusal(status);
  co_await send(c, answer, asked);
}

/// Closing with unread bytes would make the kernel throw away the answer: end our side, then read what still comes.
asio::awaitable<void> Loop::linger(Connection& c) {
  boost::system::error_code failed;
  c.socket.shutdown(Socket::shutdown_send, failed);
  if (failed) co_return;
  c.now_does(Doing::Lingering, Steady::now() + kLingering);
  c.in.use(c.in.unread().size());
  for (std::size_t dropped = 0; dropped < kMostLingering && !c.expired;) {
    const std::size_t count = co_await receive(c, InputBuffer::kSmall);
    if (count == 0) co_return;
    c.in.use(count);
    dropped += count;
  }
}

asio::awaitable<void> Loop::refuse_as_full(std::unique_ptr<Connection> connection) {
  Asked nobody;
  co_await refuse(*connection, 503, nobody);
}

}  // namespace

std::unique_ptr<ConnectionLoop> ConnectionLoop::make(Serving& serving) { return std::make_unique<Loop>(serving); }

}  // namespace gongkai::http
