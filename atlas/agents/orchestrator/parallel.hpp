#pragma once

#include "atlas/agents/orchestrator/phase.hpp"
#include "atlas/runtime/context.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace atlas::agents {

/// Requests that run side by side and fail together: the first that fails cancels the others. `Answer` has a member
/// `diagnostics`. Lives on one thread.
template <class Answer>
class Parallel {
 public:
  using Ticks = std::atomic<Clock::Duration::rep>;
  struct Branch {
    std::unique_ptr<Phase> phase;
    runtime::ReplyOf<Answer> reply;
    std::shared_ptr<Ticks> ended_at;

    /// When the answer came, as well as it is known.
    Clock::TimePoint ended(const Clock& clock) const {
      const auto ticks = ended_at->load();
      return ticks == 0 ? clock.now() : Clock::TimePoint(Clock::Duration(ticks));
    }
  };

  Parallel(const runtime::Context& context, Clock::Duration limit)
      : context_(context), limit_(limit), outer_(context.stop, [stop = stop_]() mutable { stop.request_stop(); }) {}

  template <class Request>
  void start(std::unique_ptr<Phase> phase, std::shared_ptr<const Request> request) {
    auto reply = context_.send<Answer>({phase->agent()}, std::move(request), limit_, stop_.get_token());
    auto ended_at = std::make_shared<Ticks>(0);
    // Holds no reference to this object: an answer may come after it is gone.
    reply.then(
        [stop = stop_, ended_at, &clock = context_.runtime.clock()](const Result<spec::Message>& answer) mutable {
          ended_at->store(clock.now().time_since_epoch().count());
          const Answer* payload = answer ? answer->template get<Answer>() : nullptr;
          if (payload == nullptr || payload->diagnostics.has_errors()) {
            stop.request_stop();
          }
        });
    branches_.push_back({std::move(phase), std::move(reply), std::move(ended_at)});
  }

  std::vector<Branch>& branches() { return branches_; }

 private:
  const runtime::Context& context_;
  const Clock::Duration limit_;
  std::stop_source stop_;
  std::stop_callback<std::function<void()>> outer_;
  std::vector<Branch> branches_;
};

}  // namespace atlas::agents
