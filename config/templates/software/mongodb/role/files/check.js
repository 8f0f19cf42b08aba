// Says what is wrong with the set, a line for each; nothing when all is well.
const mine = hello(input.me);
if (!mine) {
  print(input.me + ' does not answer');
} else if (mine.setName !== input.set) {
  print(input.me + ' is in no set ' + input.set);
} else {
  if (!mine.isWritablePrimary && !mine.secondary) print(input.me + ' neither leads nor follows');
  if (!mine.primary) print('the set ' + input.set + ' has no primary');
  const connection = login(() => one(input.me, input.admin));
  if (!connection) {
    print('the account admin has another password than the vault');
  } else {
    const answer = ask(connection.getDB('admin'), { replSetGetStatus: 1 });
    if (answer.ok !== 1) print('the set gives no status: ' + answer.errmsg);
    for (const member of answer.members || []) {
      if (member.health !== 1) print(member.name + ' cannot be reached: ' + (member.lastHeartbeatMessage || member.stateStr));
    }
  }
  const open = ask(one(input.local).getDB('admin'), { listDatabases: 1 }).ok === 1;
  if (open) print('anybody may read: access control is off');
}
