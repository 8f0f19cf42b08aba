// What every script of this role starts with. Values come as JSON from a file in memory that only root reads and that is gone
// after the run: nothing is ever built into a program text, and no secret is on a command line. mongosh waits for a server's answer in plain code, but not in callbacks, and not where
// a call is returned out of `try`: so there are loops, and a name for each answer.
const input = JSON.parse(require('fs').readFileSync(process.env.ATLAS_INPUT_FILE, 'utf8'));

function uri(hosts, account, options) {
  const login = account ? encodeURIComponent(account.name) + ':' + encodeURIComponent(account.password) + '@' : '';
  const all = { serverSelectionTimeoutMS: 8000, connectTimeoutMS: 4000, ...options };
  if (account) all.authSource = account.database;
  if (input.tls) Object.assign(all, { tls: true, tlsAllowInvalidCertificates: true });
  const query = [];
  for (const key of Object.keys(all)) query.push(key + '=' + encodeURIComponent(all[key]));
  return 'mongodb://' + login + hosts.join(',') + '/?' + query.join('&');
}

// One server, whatever its part in the set.
function one(host, account) {
  return new Mongo(uri([host], account, { directConnection: true }));
}

// The member that takes writes, found through whoever of the set answers.
function primary(account) {
  return new Mongo(uri(input.members, account, { replicaSet: input.set }));
}

function hello(host) {
  try {
    const answer = one(host).getDB('admin').runCommand({ hello: 1 });
    return answer;
  } catch (problem) {
    return null;
  }
}

// A connection that could log in, or null.
function login(open) {
  try {
    const connection = open();
    connection.getDB('admin').runCommand({ ping: 1 });
    return connection;
  } catch (problem) {
    if (/Authentication failed|AuthenticationFailed|code 18/.test(String(problem))) return null;
    throw problem;
  }
}

// The answer, also of a command that the server refuses: mongosh throws then.
function ask(database, command) {
  try {
    const answer = database.runCommand(command);
    return answer;
  } catch (problem) {
    return { ok: 0, errmsg: String(problem) };
  }
}

function must(database, command) {
  const answer = ask(database, command);
  if (answer.ok !== 1) throw new Error(answer.errmsg || 'the server refused');
  return answer;
}
