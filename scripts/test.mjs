/*
 * npm test: installs what is missing, then builds, checks and tests everything, and ends with one line,
 * "N passed, N failed". Plain JavaScript that Node 20 runs: the machine may have nothing newer before the install.
 * The second half runs through a second npm script, because only there Node 24 of node_modules is on the PATH.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reportFile = join(root, '.latchkey', 'jest.json');
// Ten minutes are the aim on two quick cores; slow or busy ones may take several times as long.
const limitMs = 45 * 60_000;
const started = Date.now();
process.chdir(root);

const builds = [
  ['build: code', 'npm run -s build:code'],
  ['build: assets', 'npm run -s build:assets'],
  ['build: client kit', 'npm run -s build:client'],
];
// One after the other beside the tests, which leave processors idle while they wait for browsers and programs. Who may
// import whom is a test of its own.
const checks = [
  ['types', 'tsc --noEmit --incremental --tsBuildInfoFile .latchkey/types.tsbuildinfo'],
  ['format and lint', 'biome ci --colors=off .'],
  ['unused code and dependencies', 'knip'],
];

if (process.argv[2] === 'checks') await runChecks(process.argv.slice(3));
else installThenCheck();

function installThenCheck() {
  const installed = spawnSync(process.execPath, [join(root, 'scripts', 'install.mjs')], { stdio: 'inherit' });
  if (installed.status !== 0) {
    console.log('The dependencies could not be installed; the reason is above.\n0 passed, 1 failed');
    process.exitCode = 1;
    return;
  }
  const args = ['run', '-s', 'test:checks', '--', ...process.argv.slice(2)];
  const run = spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = run.status ?? 1;
}

async function runChecks(jestArguments) {
  console.log(`Node ${process.version}, ${process.platform}-${process.arch}`);
  const total = { passed: 0, failed: 0 };
  const check = async ([name, command]) => {
    const { ok, output, seconds } = await run(command, false);
    total[ok ? 'passed' : 'failed'] += 1;
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
    if (!ok) console.log(output.trimEnd());
  };
  await Promise.all(builds.map(check));
  const inTurn = async () => {
    for (const one of checks) await check(one);
  };
  const [tests] = await Promise.all([runTests(jestArguments), inTurn()]);
  for (const { reason, count } of tests.skipped) console.log(`SKIPPED  ${count} tests: ${reason}`);
  console.log(`${total.passed + tests.passed} passed, ${total.failed + tests.failed} failed`);
  process.exitCode = total.failed + tests.failed === 0 ? 0 : 1;
}

async function runTests(jestArguments) {
  mkdirSync(dirname(reportFile), { recursive: true });
  rmSync(reportFile, { force: true });
  const command = [
    'node node_modules/jest/bin/jest.js',
    '--ci',
    '--silent',
    '--json',
    `--outputFile=${JSON.stringify(reportFile)}`,
    ...jestArguments,
  ];
  const { ok, seconds } = await run(command.join(' '), true);
  if (!existsSync(reportFile)) {
    console.log(`FAILED  tests: Jest ended after ${seconds} s without a report`);
    return { passed: 0, failed: 1, skipped: [] };
  }
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    // Jest also fails for a broken setup or an obsolete snapshot, with no test to blame.
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: skippedIn(report),
  };
}

/** Skipped tests by what they belong to; a suite that needs something names it in its title. */
function skippedIn(report) {
  const counts = new Map();
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status !== 'pending' && test.status !== 'todo') continue;
      const reason = test.ancestorTitles[0] ?? test.title;
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** Runs a command in a process group of its own, which ends with the time that is left, or with us. */
async function run(command, isJest) {
  const since = Date.now();
  const env = {
    ...process.env,
    ...(isJest && {
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      NODE_OPTIONS:
        '--experimental-vm-modules --disable-warning=ExperimentalWarning --max-semi-space-size=64',
    }),
  };
  const child = spawn(command, {
    shell: true,
    detached: process.platform !== 'win32',
    // Jest's report goes to a file; its standard output would repeat all of it.
    stdio: isJest ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env,
  });
  if (!isJest && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const end = () => endGroup(child);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  const timer = setTimeout(end, Math.max(1_000, limitMs - (since - started)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, end);
  const late = Date.now() - started >= limitMs;
  if (late) output += '\nEnded: npm test may take 45 minutes in all.';
  return { ok: code === 0, output, seconds: ((Date.now() - since) / 1_000).toFixed(1) };
}

function endGroup(child) {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
  } catch {
    // It ended by itself in this moment.
  }
}
