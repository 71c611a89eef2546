// A real SMTP server (Nodemailer's smtp-server) for one test: node smtp-peer.mjs OPTIONS-JSON
// Prints {"port":N}, then one JSON line for each mail it accepted.
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const options = JSON.parse(process.argv[2]);
const server = new SMTPServer({
  key: readFileSync(options.key),
  cert: readFileSync(options.cert),
  secure: options.secure ?? false,
  size: options.size,
  authMethods: options.authMethods ?? ['PLAIN', 'LOGIN'],
  authOptional: options.authOptional ?? true,
  hideSTARTTLS: options.hideStartTls ?? false,
  disabledCommands: [],
  logger: false,
  onAuth(auth, session, done) {
    const ok = auth.username === 'dienests' && auth.password === 'p\u0101role';
    return ok ? done(null, { user: auth.username }) : done(new Error('Invalid username or password'));
  },
  onRcptTo(address, session, done) {
    if (address.address.startsWith('nav@')) {
      return done(Object.assign(new Error('No such user'), { responseCode: 550 }));
    }
    return done();
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      console.log(JSON.stringify({
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((r) => r.address),
        secure: session.secure,
        user: session.user ?? null,
        data: Buffer.concat(chunks).toString('base64'),
      }));
      done();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.server.address().port })));
process.stdin.on('end', () => process.exit(0)).resume();
