#pragma once

#include "atlas/runtime/agent_runtime.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace atlas::runtime {

/// What a handler knows about the message it handles, and its way to other agents. Lives as long as the call.
class Context {
 public:
  AgentRuntime& runtime;
  const AgentId& self;
  const AgentId* sender = nullptr;  ///< nullptr: from outside
  const TopicId* topic = nullptr;   ///< nullptr: a direct message
  bool is_rpc = false;
  std::uint64_t message_id = 0;
  std::stop_token stop;                      ///< asked when nobody needs the answer any more
  std::optional<Clock::TimePoint> deadline;  ///< of the request, if it is one

  /// A request on behalf of the one being handled: it is cancelled with it and cannot outlive its deadline.
  template <class Response, class Request>
  ReplyOf<Response> send(const AgentId& target, Request request,
                         std::optional<Clock::Duration> time_limit = std::nullopt,
                         const std::stop_token& cancel = {}) const {
    return send<Response>(target, std::make_shared<const Request>(std::move(request)), time_limit, cancel);
  }
  template <class Response, class Request>
  ReplyOf<Response> send(const AgentId& target, std::shared_ptr<const Request> request,
                         std::optional<Clock::Duration> time_limit = std::nullopt,
                         const std::stop_token& cancel = {}) const {
    return ReplyOf<Response>(forward(target, spec::Message::share(std::move(request)), time_limit, cancel));
  }

  template <class Event>
  Published publish(const TopicId& target, Event event) const {
    return runtime.publish(target, spec::Message::of(std::move(event)), {self, stop});
  }

 private:
  Reply forward(const AgentId& target, spec::Message message, std::optional<Clock::Duration> time_limit,
                const std::stop_token& cancel) const {
    if (deadline) {
      const Clock::Duration left = *deadline - runtime.clock().now();
      time_limit = time_limit ? std::min(*time_limit, left) : left;
    }
    return runtime.send(target, std::move(message), {self, time_limit, cancel.stop_possible() ? cancel : stop});
  }
};

}  // namespace atlas::runtime
