import { KIT_CONFIG_FILE, type KitFile } from '@/lib/agent-protocol/kit'
import { supportContacts } from './kit'
import { type Lang, messagesIn } from './messages'
import { defaultStatePath } from './state'

const INDENT = ' '.repeat(29)

const fr = `@PRODUCT@ : sauvegarde les dossiers de cette machine avec restic et rend compte au portail.

Usage : node agent.mjs COMMANDE [options]

Commandes
  enroll   Enregistre cette machine auprès du portail, une fois.
             --portal URL    adresse du portail@PORTAL@
             --key CLÉ       clé d'identification de la machine (ou variable AGENT_KEY)
             --path CHEMIN   dossier à sauvegarder chaque soir à 21 h, si le portail n'a encore
                             aucune configuration pour cette machine ; peut être répété@CONFIG@
  backup   Fait une sauvegarde maintenant et attend sa fin.
  run      Reste en service : sauvegarde selon la configuration du portail, rend compte en direct.
           S'arrête proprement sur Ctrl-C ou SIGTERM, même pendant une sauvegarde.
  status   Affiche l'état de l'agent en JSON.
  restore  Restaure un fichier ou un dossier d'une sauvegarde.
             --snapshot ID   identifiant de la sauvegarde, ou latest pour la dernière
             --path CHEMIN   ce qu'il faut restaurer, chemin absolu d'origine
             --target DIR    dossier où le déposer, sous son chemin d'origine

Options communes
  --state DIR    dossier de l'agent (clé, rapports en attente, journal agent.log, cache) ;
                 par défaut @STATE@
  --lang fr|en   langue ; enroll la retient
  --help, -h     cette aide
  --version      version de l'agent

Codes de sortie
  0  réussite
  1  échec, expliqué en une phrase
  2  ligne de commande incorrecte
  3  sauvegarde incomplète : certains fichiers sont illisibles ou absents
  4  sauvegarde refusée : le contrat est suspendu
  130  sauvegarde annulée par Ctrl-C ou SIGTERM

Variables d'environnement
  RESTIC_BINARY  programme restic à employer, sinon celui du PATH (0.14 ou plus récent)
  AGENT_KEY      clé d'identification pour enroll, invisible des autres utilisateurs

Exemple
  node agent.mjs enroll @EXAMPLE@--key kwb_... --path /home --path /etc
  node agent.mjs backup
  node agent.mjs restore --snapshot latest --path /home/anne/devis.odt --target /tmp/restauration
`

const en = `@PRODUCT@: backs up this machine's folders with restic and reports to the portal.

Usage: node agent.mjs COMMAND [options]

Commands
  enroll   Registers this machine with the portal, once.
             --portal URL    address of the portal@PORTAL@
             --key KEY       identification key of the machine (or variable AGENT_KEY)
             --path PATH     folder to back up each evening at 21:00, if the portal has no
                             configuration for this machine yet; may be repeated@CONFIG@
  backup   Makes one backup now and waits for its end.
  run      Stays in service: backs up as the portal's configuration says, reports live.
           Stops cleanly on Ctrl-C or SIGTERM, also during a backup.
  status   Prints the agent's state as JSON.
  restore  Restores a file or a folder from a backup.
             --snapshot ID   id of the backup, or latest for the newest
             --path PATH     what to restore, its original absolute path
             --target DIR    folder to put it in, below its original path

Common options
  --state DIR    the agent's folder (key, waiting reports, log agent.log, cache);
                 by default @STATE@
  --lang fr|en   language; enroll keeps it
  --help, -h     this help
  --version      version of the agent

Exit codes
  0  success
  1  failure, explained in one sentence
  2  wrong command line
  3  partial backup: some files are unreadable or missing
  4  backup refused: the contract is suspended
  130  backup cancelled by Ctrl-C or SIGTERM

Environment variables
  RESTIC_BINARY  the restic program to use, else the one in PATH (0.14 or later)
  AGENT_KEY      identification key for enroll, hidden from other users

Example
  node agent.mjs enroll @EXAMPLE@--key kwb_... --path /home --path /etc
  node agent.mjs backup
  node agent.mjs restore --snapshot latest --path /home/anne/quote.odt --target /tmp/restored
`

/** The text of --help; under the name of the kit, and with whom to ask, where the agent came with one. */
export function helpText(lang: Lang, kit: KitFile | null = null): string {
  const words = wordsOf(lang, kit)
  // Functions, since a name may hold what a replacement text would take for a command.
  const text = (lang === 'en' ? en : fr).replace(/@(\w+)@/g, (_, word: string) => words[word] ?? '')
  if (!kit) return text
  const contacts = supportContacts(kit)
  const ask = contacts ? `\n${messagesIn(lang).support(kit.productName, contacts)}\n` : ''
  return `${text.replaceAll('node agent.mjs', () => kit.id)}${ask}`
}

function wordsOf(lang: Lang, kit: KitFile | null): Record<string, string> {
  const french = lang === 'fr'
  const STATE = defaultStatePath()
  if (kit) {
    const CONFIG = french
      ? ` ;\n${INDENT}sinon ${KIT_CONFIG_FILE} du kit est proposé`
      : `;\n${INDENT}the kit's ${KIT_CONFIG_FILE} is proposed otherwise`
    return { STATE, CONFIG, PRODUCT: kit.productName, PORTAL: ` (${kit.portal})`, EXAMPLE: '' }
  }
  const address = french ? 'https://admin.exemple.fr' : 'https://admin.example.com'
  return {
    STATE,
    CONFIG: '',
    PRODUCT: french ? 'Agent de sauvegarde' : 'Backup agent',
    PORTAL: french ? `, par exemple ${address}` : `, such as ${address}`,
    EXAMPLE: `--portal ${address} `,
  }
}
