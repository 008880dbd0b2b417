#!/usr/bin/env node
// Runs before anything is installed: plain JavaScript, Node's own modules only, and a syntax that an old Node can read.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@10.34.9';
const root = fileURLToPath(new URL('../../..', import.meta.url));
const marker = join(root, 'node_modules', '.souk-installed');

requireSupportedNode();
const wanted = fingerprint();
if (readIfThere(marker) !== wanted) await install();

function requireSupportedNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (engines.node.split('||').some((range) => satisfies(process.versions.node, range.trim()))) return;
  fail(`Souk needs Node ${engines.node}, this is ${process.versions.node}: install a newer one (https://nodejs.org).`);
}

/** Understands the two forms that package.json uses: `^20.19.0` (same major) and `>=24.0.0`. */
function satisfies(version, range) {
  const [have, least] = [version, range.replace(/^\D+/, '')].map((text) => text.split('.').map(Number));
  if (range.startsWith('^') && have[0] !== least[0]) return false;
  for (let i = 0; i < 3; i++) if (have[i] !== least[i]) return have[i] > least[i];
  return true;
}

/** Changes with everything that pnpm's result depends on. */
function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']
    .map((name) => join(root, name))
    .concat(manifests(root))) {
    hash.update(`\n${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function manifests(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !/^(node_modules|dist|generated|\..*)$/.test(entry.name)) {
      found.push(...manifests(join(folder, entry.name)));
    }
    if (entry.name === 'package.json') found.push(join(folder, entry.name));
  }
  return found.sort();
}

async function install() {
  const startedAt = Date.now();
  console.log('Installing packages (once, about a minute) …');
  const child = spawn('npx', ['-y', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-20_000);
      showProgress(text);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(1);
    });
    child.once('close', (exitCode, signal) => resolve(signal ? 130 : exitCode));
  });
  if (code === 130) process.exit(130);
  if (code !== 0) fail(explain(output));
  writeFileSync(marker, wanted);
  console.log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

function showProgress(text) {
  const progress = text.match(/Progress: .*/g)?.pop();
  if (progress && process.stdout.isTTY) process.stdout.write(`\r\u001b[K${progress}\r`);
}

/** NODE_ENV=production would leave out tsx; npx and pnpm keep their files below a home folder, which may be missing. */
function environment() {
  const { NODE_ENV, ...env } = process.env;
  if (isWritable(homedir())) return env;
  const home = join(tmpdir(), `souk-home-${process.getuid?.() ?? 'user'}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return { ...env, HOME: home, npm_config_cache: join(home, '.npm') };
}

function isWritable(folder) {
  try {
    accessSync(folder || '/nonexistent', constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function explain(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|META_FETCH_FAIL/.test(output)) {
    return 'The npm registry cannot be reached: the first start needs a network (or a proxy, see npm\'s "registry" setting).';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: make room (about 1 GB) and start again.';
  if (/spawn npx ENOENT/.test(output))
    return 'npm is not installed: install Node together with npm (https://nodejs.org).';
  const tail = output.trim().split('\n').slice(-15).join('\n');
  return `${tail}\n\nInstalling failed. The command was: npx -y ${PNPM} install --frozen-lockfile`;
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
