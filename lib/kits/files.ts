import { KIT_CONFIG_FILE, KIT_FILE } from '@/lib/agent-protocol/kit'
import { contactsOf } from './contacts'
import { shellWord, systemdText, xmlText } from './quoting'
import { readme } from './readme'
import type { KitSources } from './sources'
import type { ArchiveFile } from './tar'
import type { KitFacts, KitPlatform } from './types'

/** What a kit holds, in one folder named for the product, always in the same order. */
export function kitFiles(kit: KitFacts, platform: KitPlatform, { agent, scripts }: KitSources): ArchiveFile[] {
  const { id } = kit.file
  const windows = platform === 'windows'
  const text = (name: string, content: string, mode = 0o644): ArchiveFile => ({
    path: `${id}/${name}`,
    mode,
    body: Buffer.from(windows ? asWindowsText(name, content) : content),
  })
  return [
    text('LISEZMOI.md', readme(kit, platform, 'fr')),
    text('README.md', readme(kit, platform, 'en')),
    text(KIT_FILE, `${JSON.stringify(kit.file, null, 2)}\n`),
    text(KIT_CONFIG_FILE, withLastLineEnd(kit.configs[platform])),
    ...(kit.icon ? [{ path: `${id}/icon.${kit.icon.type}`, mode: 0o644, body: kit.icon.body }] : []),
    ...scripts.map((script) => text(script.name, script.text, script.mode)),
    ...serviceFiles(kit, platform).map(({ name, content }) => text(name, content)),
    { path: `${id}/${id}.mjs`, mode: 0o755, body: agent },
  ]
}

/** The brand's own words for the shell, and the service's description; on Windows the scripts read kit.json. */
function serviceFiles(kit: KitFacts, platform: KitPlatform): { name: string; content: string }[] {
  const { id } = kit.file
  if (platform === 'windows') return []
  const shell = { name: 'kit.sh', content: shellValues(kit) }
  if (platform === 'linux') return [shell, { name: `${id}.service`, content: systemdUnit(kit) }]
  return [shell, { name: `${id}.plist`, content: launchdPlist(kit) }]
}

export function shellValues({ file }: KitFacts): string {
  const values = {
    KIT_ID: file.id,
    KIT_VERSION: String(file.version),
    KIT_PRODUCT: file.productName,
    KIT_PORTAL: file.portal,
    KIT_LOCALE: file.locale,
    KIT_SUPPORT: contactsOf(file.support).join(', '),
  }
  const lines = Object.entries(values).map(([name, value]) => `${name}=${shellWord(value)}\n`)
  return `# The values of this kit, for its scripts.\n${lines.join('')}`
}

export const systemdUnit = ({ file: { id, productName } }: KitFacts): string => `[Unit]
Description=${systemdText(productName)}
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/opt/${id}/${id} run
Restart=always
RestartSec=10
TimeoutStopSec=30
UMask=0077
Nice=10
NoNewPrivileges=yes

[Install]
WantedBy=multi-user.target
`

export const launchdPlist = ({ file: { id, productName } }: KitFacts): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${id}</string>
  <key>ServiceDescription</key>
  <string>${xmlText(productName)}</string>
  <key>ProgramArguments</key>
  <array>
    <string>/opt/${id}/${id}</string>
    <string>run</string>
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <true/>
  <key>ProcessType</key>
  <string>Background</string>
  <key>Umask</key>
  <integer>63</integer>
</dict>
</plist>
`

const withLastLineEnd = (text: string): string => (text.endsWith('\n') || text === '' ? text : `${text}\n`)

/** Notepad wants its own line ends, and Windows PowerShell takes a script without a mark for the ANSI code page. */
function asWindowsText(name: string, content: string): string {
  const text = content.replace(/\r?\n/g, '\r\n')
  return name.endsWith('.ps1') ? `\ufeff${text}` : text
}
