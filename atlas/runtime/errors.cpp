#include "atlas/runtime/errors.hpp"

namespace atlas::runtime {

ATLAS_DIAGNOSTIC(k_unknown_agent, "ATLAS-E7001", error, "no such agent",
                 "A message was sent to an agent type that nobody has registered. The name is misspelt, or the part "
                 "of the program that brings the agent is not linked in. `atlas debug registry` lists all agents.");

ATLAS_DIAGNOSTIC(k_bad_name, "ATLAS-E7002", error, "name is not allowed",
                 "Agent types are a letter or underscore followed by letters, digits and underscores; agent keys and "
                 "topic sources are 1 to 256 printable ASCII characters; topic types are letters, digits and "
                 "_ . : = -. These are the names that every side of the agent protocol accepts.");

ATLAS_DIAGNOSTIC(k_unhandled, "ATLAS-E7003", error, "agent does not take this message",
                 "The agent exists, but has no handler for messages of this type. The agent's page in docs/agents "
                 "lists what it takes.");

ATLAS_DIAGNOSTIC(k_mailbox_full, "ATLAS-E7004", error, "agent's mailbox is full",
                 "Messages for the agent came faster than it could handle them and its bounded queue is full. The "
                 "message was refused, nothing was lost silently. Send fewer at once, or try again later.");

ATLAS_DIAGNOSTIC(k_vetoed, "ATLAS-E7005", error, "message was stopped by a policy",
                 "An intervention handler of the runtime refused to let the message pass. Its reason stands in the "
                 "detail.");

ATLAS_DIAGNOSTIC(k_handler_failed, "ATLAS-E7006", error, "agent failed",
                 "An agent's handler ended with an exception. This is a defect of the agent, not of your input: please "
                 "report it with the detail text. The other agents go on.");

ATLAS_DIAGNOSTIC(k_construction_failed, "ATLAS-E7007", error, "agent could not be started",
                 "The factory of an agent ended with an exception, so the message had no receiver. The next message "
                 "to the agent tries again.");

ATLAS_DIAGNOSTIC(k_deadline, "ATLAS-E7008", error, "agent did not answer in time",
                 "The time limit of a request passed before the answer came. The agent has been asked to stop. A very "
                 "large fleet on a slow machine can need longer; the detail says which agent was late.");

ATLAS_DIAGNOSTIC(k_cancelled, "ATLAS-E7009", error, "request was cancelled",
                 "The caller took its request back, for instance because Ctrl-C was pressed or because another step "
                 "of the same operation failed. The agent has been asked to stop.");

ATLAS_DIAGNOSTIC(k_stopped, "ATLAS-E7010", error, "runtime has stopped",
                 "The agent runtime is shutting down and takes no more messages; requests that had not started were "
                 "answered with this error.");

ATLAS_DIAGNOSTIC(k_unexpected_answer, "ATLAS-E7013", error, "answer is of the wrong type",
                 "An agent answered with another message type than the caller asked for. Sender and receiver are of "
                 "different versions, or an intervention handler replaced the answer by something else.");

ATLAS_DIAGNOSTIC(k_already_registered, "ATLAS-E7014", error, "already registered",
                 "An agent type, an agent instance or a subscription with the same identity exists already. Each may "
                 "be registered once.");

ATLAS_DIAGNOSTIC(k_unknown_subscription, "ATLAS-E7015", error, "no such subscription",
                 "The subscription to be removed does not exist, or was removed before.");

ATLAS_DIAGNOSTIC(k_unwired, "ATLAS-E7016", error, "no agent produces a needed message",
                 "An agent says that it consumes a message type which neither another agent nor a front end produces, "
                 "so it would wait for ever. This is a defect of the program's build: an agent is missing from it.");

ATLAS_DIAGNOSTIC(k_bad_state, "ATLAS-E7017", error, "saved agent state cannot be loaded",
                 "The saved state is not an object of the form {\"type/key\": {…}}, or an agent refused its part. "
                 "States can be loaded by the version that saved them.");

}  // namespace atlas::runtime
