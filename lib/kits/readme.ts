import { contactsOf } from './contacts'
import { platformNames } from './platforms'
import { markdownText } from './quoting'
import type { KitFacts, KitPlatform } from './types'

type Commands = { restic: string; node: string; install: string; ask: string; state: string; backup: string; remove: string; purge: string }

const code = (command: string): string => `    ${command}\n`

/** What is typed on each platform; only the kit's identifier is part of it. */
function commandsOf(id: string, platform: KitPlatform): Commands {
  if (platform === 'windows') {
    const script = (name: string, rest = '') => `powershell -ExecutionPolicy Bypass -File .\\${name}.ps1${rest}`
    const agent = `& "$env:ProgramFiles\\${id}\\${id}.cmd"`
    const remove = `powershell -ExecutionPolicy Bypass -File "$env:ProgramFiles\\${id}\\uninstall.ps1"`
    return {
      restic: 'winget install restic.restic',
      node: 'winget install OpenJS.NodeJS.LTS',
      install: script('install', ' -Key kwb_...'),
      ask: script('install'),
      state: `${agent} status`,
      backup: `${agent} backup`,
      remove,
      purge: `${remove} -Purge`,
    }
  }
  const remove = `sudo sh /opt/${id}/uninstall.sh`
  return {
    restic: platform === 'macos' ? 'brew install restic' : 'sudo apt-get install restic',
    node: platform === 'macos' ? 'brew install node' : 'https://nodejs.org/en/download',
    install: 'sudo sh install.sh --key kwb_...',
    ask: 'sudo sh install.sh',
    state: `sudo ${id} status`,
    backup: `sudo ${id} backup`,
    remove,
    purge: `${remove} --purge`,
  }
}

/** The kit's README, in one of the two languages. */
export function readme(kit: KitFacts, platform: KitPlatform, locale: 'fr' | 'en'): string {
  return locale === 'fr' ? french(kit, platform) : english(kit, platform)
}

function french({ file }: KitFacts, platform: KitPlatform): string {
  const { id, version, portal } = file
  const [product, commands] = [markdownText(file.productName), commandsOf(id, platform)]
  const contacts = contactsOf(file.support)
  return `# ${product} pour ${platformNames[platform]}, version ${version}

Ce kit installe l'agent de sauvegarde de ${product} sur cette machine. L'agent sauvegarde les dossiers choisis et
rend compte au portail : ${portal}

## Ce qu'il faut

- Node.js 20.9 ou plus récent : \`${commands.node}\`
- restic 0.14 ou plus récent : \`${commands.restic}\`
- la clé d'identification de la machine, \`kwb_\` suivi de 26 caractères, que le portail donne quand on y ajoute la machine

## Installer

Dans ce dossier${platform === 'windows' ? ', dans une fenêtre PowerShell ouverte en tant qu’administrateur' : ''} :

${code(commands.ask)}
La clé est alors demandée. Sans rien demander, pour un déploiement :

${code(commands.install)}
${unattended(platform, id, 'fr')}
## Vérifier

${code(commands.state)}${code(commands.backup)}
La première commande affiche l'état de l'agent, la seconde fait une sauvegarde tout de suite. Elle apparaît aussitôt dans le portail.

## Ce qui est sauvegardé

\`configuration.yaml\` est proposé au portail pour une machine qui n'y a encore aucune configuration. Ensuite, c'est celle du
portail qui vaut.

## Désinstaller

${code(commands.remove)}
La clé et le journal restent sur la machine ; pour les effacer aussi :

${code(commands.purge)}
${contacts.length > 0 ? `## Assistance\n\n${contacts.map((contact) => `- ${markdownText(contact)}\n`).join('')}` : ''}`
}

function english({ file }: KitFacts, platform: KitPlatform): string {
  const { id, version, portal } = file
  const [product, commands] = [markdownText(file.productName), commandsOf(id, platform)]
  const contacts = contactsOf(file.support)
  return `# ${product} for ${platformNames[platform]}, version ${version}

This kit installs the backup agent of ${product} on this machine. The agent backs up the chosen folders and reports to
the portal: ${portal}

## What is needed

- Node.js 20.9 or newer: \`${commands.node}\`
- restic 0.14 or newer: \`${commands.restic}\`
- the identification key of the machine, \`kwb_\` and 26 characters, which the portal gives when the machine is added to it

## Install

In this folder${platform === 'windows' ? ', in a PowerShell window opened as administrator' : ''}:

${code(commands.ask)}
It asks for the key. To be asked nothing, for a deployment:

${code(commands.install)}
${unattended(platform, id, 'en')}
## Check

${code(commands.state)}${code(commands.backup)}
The first command shows the state of the agent, the second makes a backup at once. It appears in the portal as it happens.

## What is backed up

\`configuration.yaml\` is proposed to the portal for a machine that has no configuration there yet. From then on the portal's counts.

## Remove

${code(commands.remove)}
The key and the log stay on the machine; to delete them too:

${code(commands.purge)}
${contacts.length > 0 ? `## Support\n\n${contacts.map((contact) => `- ${markdownText(contact)}\n`).join('')}` : ''}`
}

/** The way without root, which Windows has not. */
function unattended(platform: KitPlatform, id: string, locale: 'fr' | 'en'): string {
  if (platform === 'windows') return ''
  const own = `${code(`sh install.sh --key kwb_... --prefix ~/${id}`)}${code(`~/${id}/${id} run`)}`
  return locale === 'fr'
    ? `Sans être root, tout dans un dossier, et l'agent lancé à la main :\n\n${own}`
    : `Without root, everything in one folder, and the agent started by hand:\n\n${own}`
}
