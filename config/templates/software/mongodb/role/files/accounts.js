// Makes the account admin through the exception for the machine itself, then all others as admin. Prints a line for each change.
let connection = login(() => primary(input.admin));
if (!connection) {
  const made = ask(one(input.local).getDB('admin'), {
    createUser: input.admin.name, pwd: input.admin.password, roles: [{ role: 'root', db: 'admin' }]
  });
  if (made.ok !== 1) throw new Error('admin has another password than the vault: change it in MongoDB with db.changeUserPassword first');
  print('made admin');
  connection = login(() => primary(input.admin));
  if (!connection) throw new Error('admin cannot log in');
}

function named(roles, database) {
  const list = [];
  for (const role of roles) {
    const parts = role.split('@');
    list.push({ role: parts[0], db: parts[1] || database });
  }
  return list;
}

function sorted(roles) {
  const words = [];
  for (const role of roles) words.push(role.db + '.' + role.role);
  return words.sort().join(' ');
}

for (const user of input.users) {
  const database = connection.getDB(user.database);
  const roles = named(user.roles, user.database);
  const found = must(database, { usersInfo: { user: user.name, db: user.database } }).users;
  if (found.length === 0) {
    must(database, { createUser: user.name, pwd: user.password, roles: roles });
    print('made ' + user.name);
    continue;
  }
  if (sorted(found[0].roles) !== sorted(roles)) {
    must(database, { updateUser: user.name, roles: roles });
    print('changed the roles of ' + user.name);
  }
  if (!login(() => primary(user))) {
    must(database, { updateUser: user.name, pwd: user.password });
    print('changed the password of ' + user.name);
  }
}
