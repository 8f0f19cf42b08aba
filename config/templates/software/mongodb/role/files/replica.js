// Makes the set, or joins it. Prints 'made', 'joined' or 'there'.
const mine = hello(input.me);
if (!mine) throw new Error(input.me + ' does not answer');
if (mine.setName && mine.setName !== input.set) throw new Error(input.me + ' belongs to the set ' + mine.setName);
let result = 'there';
if (!mine.setName) {
  let found = false;
  for (const host of input.members) {
    const other = host === input.me ? null : hello(host);
    if (other && other.setName === input.set) found = true;
  }
  if (found) {
    const connection = login(() => primary(input.admin));
    if (!connection) throw new Error('the set does not know the password of admin that the vault has');
    const admin = connection.getDB('admin');
    const config = must(admin, { replSetGetConfig: 1 }).config;
    let known = false;
    let last = 0;
    for (const member of config.members) {
      known = known || member.host === input.me;
      last = Math.max(last, member._id);
    }
    if (!known) {
      config.version += 1;
      config.members.push({ _id: last + 1, host: input.me });
      must(admin, { replSetReconfig: config });
    }
    result = 'joined';
  } else if (input.members[0] === input.me) {
    const config = { _id: input.set, members: [{ _id: 0, host: input.me }] };
    must(one(input.local).getDB('admin'), { replSetInitiate: config });
    result = 'made';
  } else {
    throw new Error('no member of the set ' + input.set + ' answers, and only ' + input.members[0] + ' may make it: set that one up first');
  }
}
// Ready is who leads or follows; a new follower copies everything first.
let ready = false;
for (let i = 0; i < 300 && !ready; ++i) {
  const state = hello(input.me);
  ready = Boolean(state && (state.isWritablePrimary || state.secondary));
  if (!ready) sleep(1000);
}
if (!ready) throw new Error(input.me + ' has not become a member that can be read within five minutes');
print(result);
