import { expect, test } from 'vitest'
import { oneCommand, steps } from '@/lib/kits/install-command'
import { platformOf } from '@/lib/kits/platforms'

const place = { origin: 'https://admin.alpes.example', code: null, id: 'alpes-agent' }
const archive = { fileName: 'alpes-agent-3-linux.tar.gz', sha256: 'ab'.repeat(32) }

test('a machine is installed by one line, with its key in it', () => {
  expect(oneCommand(place, 'linux', 'kwb_X')).toBe(
    'curl -fsSL https://admin.alpes.example/download/kit/linux | tar -xz && sudo sh alpes-agent/install.sh --key kwb_X',
  )
  expect(oneCommand({ ...place, code: 'c0de' }, 'macos', 'kwb_X')).toContain('/download/c0de/macos | tar -xz')
  expect(oneCommand(place, 'windows', 'kwb_X')).toBe(
    'Invoke-WebRequest https://admin.alpes.example/download/kit/windows -OutFile alpes-agent.zip -UseBasicParsing; Expand-Archive alpes-agent.zip . -Force; powershell -ExecutionPolicy Bypass -File .\\alpes-agent\\install.ps1 -Key kwb_X',
  )
})

test('step by step, nothing is unpacked that the checksum does not vouch for', () => {
  const linux = steps(place, { ...archive, platform: 'linux' })
  expect(linux.split('\n').map((line) => line.split(' ')[0])).toEqual(['curl', 'echo', 'tar', 'sudo'])
  expect(linux).toContain(`echo "${archive.sha256}  ${archive.fileName}" | sha256sum -c &&\ntar`)
  expect(steps(place, { ...archive, platform: 'macos' })).toContain('shasum -a 256 -c &&')
  expect(steps(place, { ...archive, platform: 'windows' })).toMatch(/Hash -eq '(ab){32}'\) \{\n {2}Expand-Archive/)
})

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macos'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'linux'],
  ['Mozilla/5.0 (Linux; Android 14)', 'linux'],
  [null, 'linux'],
])('%s is on %s', (userAgent, platform) => expect(platformOf(userAgent)).toBe(platform))
