// Sessions of people who signed in. Of a token only its hash is stored.
#include <algorithm>

#include "agency/audit.h"
#include "agency/sign_in.h"
#include "agency/tables.h"
#include "base/hash.h"
#include "base/text.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Writing;

constexpr std::int64_t kSecondsBetweenNotes = 60;
constexpr std::size_t kTokenBytes = 32;

std::string token_hash(std::string_view token) { return hex(sha256(token)); }

Error no_session() { return {"session.none", {"尚未登录或已退出，请登录", "not signed in, or signed out; sign in"}}; }

}  // namespace

std::string csrf_token(std::string_view session_token) {
  const Sha256 mac = hmac_sha256(session_token, "forms of this session");
  return base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

bool is_csrf_token(std::string_view session_token, std::string_view given) {
  return equal_in_constant_time(csrf_token(session_token), given);
}

SignedIn SignIn::begin_session(Writing& writing, const SignInAttempt& attempt, PersonId person, bool must_change) {
  const Instant now = writing.now();
  tables::forget_sessions(writing.connection(), now.plus_seconds(-rules_.longest_session_seconds),
                          now.plus_seconds(-rules_.idle_seconds));
  SignedIn signed_in;
  signed_in.token = base64url(random_bytes(kTokenBytes));
  signed_in.session = {{}, person, now, now, attempt.address, printable(attempt.agent.substr(0, 300))};
  signed_in.session.id = tables::add_session(writing.connection(), signed_in.session, token_hash(signed_in.token));
  signed_in.must_change_password = must_change;
  return signed_in;
}

Result<CurrentSession> SignIn::session_of(std::string_view token) {
  const Instant now = store_.clock().now();
  auto found = store_.read([&](Connection& connection) {
    std::optional<CurrentSession> current;
    if (const auto session = tables::session_with(connection, token_hash(token))) {
      const auto person = tables::person(connection, session->person);
      const auto credential = tables::credential(connection, session->person);
      if (person && person->is_active && credential) {
        current = CurrentSession{*session, *person, credential->must_change};
      }
    }
    return current;
  });
  if (!found) return found.error();
  if (!*found) return no_session();
  CurrentSession current = std::move(**found);
  if (current.session.seen_at.plus_seconds(rules_.idle_seconds) <= now ||
      current.session.began_at.plus_seconds(rules_.longest_session_seconds) <= now) {
    return Error{"session.expired", {"登录已过期，请重新登录", "the session has expired; sign in again"}};
  }
  if (current.session.seen_at.plus_seconds(kSecondsBetweenNotes) <= now) {
    const auto noted = store_.write([&](Writing& writing) -> Result<bool> {
      tables::set_seen(writing.connection(), current.session.id, now);
      return true;
    });
    if (!noted) return noted.error();
    current.session.seen_at = now;
  }
  return current;
}

Failure SignIn::sign_out(std::string_view token) {
  const auto done = store_.write([&](Writing& writing) -> Result<bool> {
    const auto session = tables::session_with(writing.connection(), token_hash(token));
    if (!session) return true;
    tables::end_session(writing.connection(), session->id, session->person);
    Actor actor{{}, session->address, rules_.audit_key};
    actor.person = *tables::person(writing.connection(), session->person);
    record_in_audit(writing, actor, {"session.ended", stream_of(session->person)});
    return true;
  });
  if (!done) return done.error();
  return std::nullopt;
}

Result<std::vector<Session>> SignIn::sessions_of(PersonId person) {
  const Instant now = store_.clock().now();
  return store_.read([&](Connection& connection) {
    auto sessions = tables::sessions_of(connection, person);
    std::erase_if(sessions, [&](const Session& session) {
      return session.seen_at.plus_seconds(rules_.idle_seconds) <= now ||
             session.began_at.plus_seconds(rules_.longest_session_seconds) <= now;
    });
    return sessions;
  });
}

Failure SignIn::end_session(const Actor& actor, SessionId session) {
  const auto done = store_.write([&](Writing& writing) -> Result<bool> {
    if (!tables::end_session(writing.connection(), session, actor.person.id)) return no_session();
    record_in_audit(writing, actor, {"session.ended", stream_of(actor.person.id)});
    return true;
  });
  if (!done) return done.error();
  return std::nullopt;
}

}  // namespace gongkai::agency
