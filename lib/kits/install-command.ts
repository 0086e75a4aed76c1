import type { KitArchive, KitPlatform } from './types'

/** Where a kit is to be had: `code` is the link of a reseller on a shared brand, `id` what its folder is called. */
export type KitPlace = { origin: string; code: string | null; id: string }

/** How a machine's agent is installed: from the published kit, or from the bare bundle while there is none. */
export type InstallPlace = { origin: string; kit: Omit<KitPlace, 'origin'> | null }

/** Stands for the key where nobody has one yet. */
export const KEY_PLACEHOLDER = 'kwb_...'

/** Stands in an address for the kit of a brand that is one reseller's own. */
export const OWN_KIT = 'kit'

export const archivePath = (code: string | null, platform: KitPlatform): string => `/download/${code ?? OWN_KIT}/${platform}`

/** One line that downloads, unpacks and installs, and asks nothing (requirements F2). Its parts hold nothing that a shell would read. */
export function oneCommand({ origin, code, id }: KitPlace, platform: KitPlatform, key: string = KEY_PLACEHOLDER): string {
  const address = `${origin}${archivePath(code, platform)}`
  if (platform !== 'windows') return `curl -fsSL ${address} | tar -xz && sudo sh ${id}/install.sh --key ${key}`
  const download = `Invoke-WebRequest ${address} -OutFile ${id}.zip -UseBasicParsing`
  return `${download}; Expand-Archive ${id}.zip . -Force; ${powershell(id)} -Key ${key}`
}

/** The same in steps, with the checksum compared and the key asked for; pasted whole, nothing is unpacked that does not match. */
export function steps({ origin, code, id }: KitPlace, archive: Pick<KitArchive, 'platform' | 'fileName' | 'sha256'>): string {
  const { platform, fileName, sha256 } = archive
  const address = `${origin}${archivePath(code, platform)}`
  if (platform === 'windows') {
    const download = `Invoke-WebRequest ${address} -OutFile ${fileName} -UseBasicParsing`
    const check = `if ((Get-FileHash ${fileName}).Hash -eq '${sha256}') {`
    return [download, check, `  Expand-Archive ${fileName} . -Force`, `  ${powershell(id)}`, "} else { Write-Error 'SHA-256' }"].join('\n')
  }
  const sum = platform === 'macos' ? 'shasum -a 256 -c' : 'sha256sum -c'
  const check = `echo "${sha256}  ${fileName}" | ${sum}`
  return [`curl -fsSL -o ${fileName} ${address}`, check, `tar -xzf ${fileName}`, `sudo sh ${id}/install.sh`].join(' &&\n')
}

const powershell = (id: string): string => `powershell -ExecutionPolicy Bypass -File .\\${id}\\install.ps1`
