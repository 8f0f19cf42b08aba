// ansible_mongodb.mjs FOLDER: the role's scripts talk to servers made up here, which know replica sets, accounts and the exception
// for the machine itself, and refuse what a real one refuses. What mongosh adds, waiting for answers, they do not need.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const folder = process.argv[2];
const names = ['192.0.2.11:27017', '[2001:db8::12]:27017', '192.0.2.13:27017'];
const admin = { name: 'admin', database: 'admin', password: 'a:b@c/d?e#f%g h' };
let sets, servers, users, refuse;

function begin() {
  sets = {};
  users = {};
  refuse = false;
  servers = {};
  for (const name of names) servers[name] = { up: true };
}

function setOf(host) {
  return Object.values(sets).find((set) => set.config.members.some((member) => member.host === host));
}

function parse(uri) {
  const [, login, hosts, query] = uri.match(/^mongodb:\/\/(?:([^@/]*)@)?([^/]+)\/\?(.*)$/);
  const options = Object.fromEntries(query.split('&').map((pair) => pair.split('=').map(decodeURIComponent)));
  const [name, password] = (login || '').split(':').map(decodeURIComponent);
  return { name, password, hosts: hosts.split(','), options };
}

class Mongo {
  constructor(uri) {
    const { name, password, hosts, options } = parse(uri);
    assert.equal(options.tls, 'true', 'TLS is asked for');
    let host = hosts[0] === '127.0.0.1:27017' ? me : hosts[0];
    this.local = hosts[0] === '127.0.0.1:27017';
    if (options.replicaSet) {
      const living = hosts.find((one) => servers[one]?.up && setOf(one)?.config._id === options.replicaSet);
      host = living && setOf(living).primary;
      assert.equal(options.directConnection, undefined);
    }
    if (!host || !servers[host]?.up) throw new Error('MongoServerSelectionError: connection refused');
    this.host = host;
    if (name) {
      const user = users[options.authSource + '.' + name];
      if (!user || user.pwd !== password) throw new Error('MongoServerError: Authentication failed.');
      this.user = name;
    }
  }
  getDB(database) {
    return { runCommand: (command) => this.answer(database, command) };
  }
  answer(database, command) {
    const set = setOf(this.host);
    const verb = Object.keys(command)[0];
    const exception = this.local && Object.keys(users).length === 0;
    if (verb === 'hello') {
      return set
        ? { ok: 1, setName: set.config._id, primary: set.primary, isWritablePrimary: set.primary === this.host, secondary: set.primary !== this.host }
        : { ok: 1, isreplicaset: true };
    }
    if (verb === 'ping') return { ok: 1 };
    if (!this.user && !(exception && ['replSetInitiate', 'createUser'].includes(verb))) throw new Error('MongoServerError: command ' + verb + ' requires authentication');
    if (verb === 'replSetInitiate') {
      assert.equal(set, undefined, 'a set is made once');
      sets[command[verb]._id] = { config: { version: 1, ...command[verb] }, primary: this.host };
      return { ok: 1 };
    }
    if (verb === 'replSetGetConfig') return { ok: 1, config: structuredClone(set.config) };
    if (verb === 'replSetReconfig') {
      if (refuse) throw new Error('MongoServerError: quorum not reached');
      assert.equal(command[verb].version, set.config.version + 1);
      assert.equal(new Set(command[verb].members.map((member) => member._id)).size, command[verb].members.length);
      set.config = command[verb];
      return { ok: 1 };
    }
    if (verb === 'replSetGetStatus') {
      return { ok: 1, members: set.config.members.map((member) => ({ name: member.host, health: servers[member.host].up ? 1 : 0, stateStr: 'DOWN' })) };
    }
    const key = database + '.' + command[verb];
    if (verb === 'createUser') {
      assert.equal(users[key], undefined);
      users[key] = { pwd: command.pwd, roles: command.roles };
      return { ok: 1 };
    }
    if (verb === 'usersInfo') return { ok: 1, users: users[database + '.' + command[verb].user] ? [users[database + '.' + command[verb].user]] : [] };
    if (verb === 'updateUser') {
      Object.assign(users[key], command.pwd && { pwd: command.pwd }, command.roles && { roles: command.roles });
      return { ok: 1 };
    }
    throw new Error('no such command: ' + verb);
  }
}

let me;
// A script with the values that the role gives it on one machine; what it prints.
function run(script, host, more = {}) {
  me = host;
  const printed = [];
  const input = { me: host, local: '127.0.0.1:27017', members: names, set: 'shop', tls: true, admin, ...more };
  const text = readFileSync(folder + '/common.js', 'utf8') + readFileSync(folder + '/' + script, 'utf8');
  vm.runInNewContext(text, { Mongo, print: (line) => printed.push(line), sleep: () => {}, process: { env: { ATLAS_INPUT_FILE: 'input' } },
    require: () => ({ readFileSync: (name) => name === 'input' && JSON.stringify(input) }) });
  return printed.join('\n');
}
const shop = { name: 'shop', database: 'shop', roles: ['readWrite', 'read@audit'], password: 'one' };

begin();
assert.throws(() => run('replica.js', names[1]), /set that one up first/, 'only the first makes the set');
assert.equal(run('replica.js', names[0]), 'made');
assert.equal(run('accounts.js', names[0], { users: [shop] }), 'made admin\nmade shop');
assert.equal(run('accounts.js', names[0], { users: [shop] }), '', 'a second run changes nothing');
assert.equal(run('replica.js', names[0]), 'there');
assert.equal(run('check.js', names[0]), '');
assert.equal(run('replica.js', names[1]), 'joined');
assert.equal(run('replica.js', names[1]), 'there');
servers[names[0]].up = false;
assert.throws(() => run('replica.js', names[2]), 'nobody joins while the primary is away');
servers[names[0]].up = true;
refuse = true;
assert.throws(() => run('replica.js', names[2]), /quorum not reached/);
refuse = false;
assert.equal(run('replica.js', names[2]), 'joined');
assert.equal(sets.shop.config.members.map((member) => member._id).join(), '0,1,2');

assert.equal(run('accounts.js', names[2], { users: [{ ...shop, password: 'two' }] }), 'changed the password of shop');
assert.equal(users['shop.shop'].pwd, 'two');
assert.equal(run('accounts.js', names[2], { users: [{ ...shop, password: 'two', roles: ['read'] }] }), 'changed the roles of shop');
assert.equal(JSON.stringify(users['shop.shop'].roles), '[{"role":"read","db":"shop"}]');
assert.throws(() => run('accounts.js', names[0], { users: [], admin: { ...admin, password: 'wrong' } }), /another password than the vault/);

servers[names[2]].up = false;
assert.match(run('check.js', names[0]), /192\.0\.2\.13:27017 cannot be reached/);
assert.match(run('check.js', names[0], { set: 'other' }), /is in no set other/);
begin();
assert.match(run('check.js', names[0]), /is in no set shop/);
// A first machine that was made anew joins the others instead of making a second set.
sets.shop = { config: { _id: 'shop', version: 4, members: [{ _id: 5, host: names[1] }] }, primary: names[1] };
users['admin.admin'] = { pwd: admin.password, roles: [] };
assert.equal(run('replica.js', names[0]), 'joined');
assert.equal(sets.shop.config.members[1]._id, 6);
