// npm's scripts start here: node bin/run.mjs NAME [arguments] runs bin/NAME.ts. It needs nothing but Node, so that the first command
// after a clone can be any of them: packages are installed when the lock file is not the one that was installed last.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [name, ...args] = process.argv.slice(2)

function install() {
  const stamp = join(root, 'node_modules', '.installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(process.version)
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Installing packages (once, about a minute) ...')
  // Its output goes to stderr, since some commands print JSON on stdout.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('The packages could not be installed: npm ci failed (see above).')
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 9)) {
  console.error(`Node 20.9 or newer is needed, this is ${process.version}.`)
  process.exit(1)
}
if (!name || !/^[a-z-]+$/.test(name) || !existsSync(join(root, 'bin', `${name}.ts`))) {
  console.error(`There is no script "${name ?? ''}". See: npm run`)
  process.exit(2)
}
process.chdir(root)
install()
const { register } = await import('tsx/esm/api')
register()
try {
  const { default: main } = await import(`./${name}.ts`)
  await main(args)
} catch (error) {
  // What people cause is one line; only a defect shows where it happened.
  const expected = ['EnvError', 'StartError', 'CommandError', 'UsageError'].includes(error?.name)
  console.error(expected ? error.message : error)
  process.exit(error?.name === 'UsageError' ? 2 : 1)
}
