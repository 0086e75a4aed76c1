import { formatBytes, formatSeconds } from './format'

export type Lang = 'fr' | 'en'
export const langs: Lang[] = ['fr', 'en']

type Figures = { filesNew: number; filesChanged: number; filesUnmodified: number; bytesAdded: number; durationSeconds: number }

const fr = {
  // What the log of a backup says (requirements D9)
  started: (trigger: 'schedule' | 'manual' | 'command') =>
    ({ schedule: 'Début de backup (planifié)', manual: 'Début de backup (manuel)', command: 'Début de backup (demandé par le portail)' })[
      trigger
    ],
  context: (host: string, restic: string, agent: string) => `Machine ${host}, restic ${restic}, agent ${agent}`,
  folders: (paths: string[]) => `Dossiers à sauvegarder : ${paths.join(', ')}`,
  repositoryCreated: 'Dépôt de sauvegarde créé',
  repositoryBusy: (holder: string) => `Le dépôt est occupé (${holder}) : la sauvegarde attend jusqu'à 10 min qu'il se libère`,
  scanned: (done: number, total: number, percent: number) => `Fichiers parcourus : ${done} sur ${total} (${Math.floor(percent)} %)`,
  totals: (files: number, f: Figures) =>
    `Fichiers parcourus : ${files} (${f.filesNew} nouveaux, ${f.filesChanged} modifiés, ${f.filesUnmodified} inchangés), ${formatBytes(f.bytesAdded, 'fr')} ajoutés`,
  alertOk: 'Alerte backup OK',
  end: 'Fin de backup',
  unreadable: (item: string, reason: string) => `${item} : ${reason}`,
  moreErrors: (count: number) => `${count} autres erreurs ne sont pas détaillées ici`,
  moreLines: 'La suite de ce journal dépasse la place prévue : voir agent.log sur la machine',
  pathMissing: (path: string) => `${path} : ce chemin n'existe pas`,
  pathRelative: (path: string) => `${path} : ce chemin n'est pas absolu`,
  // How a backup ended
  partial: (unreadable: number, missing: number) =>
    `Sauvegarde incomplète : ${[unreadable && `${unreadable} élément(s) illisible(s)`, missing && `${missing} chemin(s) absent(s)`].filter(Boolean).join(', ')}`,
  cancelled: 'Sauvegarde annulée',
  cancelledByPortal: 'Sauvegarde annulée depuis le portail',
  interrupted: "Sauvegarde interrompue : l'agent ou la machine s'est arrêté",
  noConfiguration: "Aucune configuration : indiquez dans le portail, ou avec « enroll --path », ce qu'il faut sauvegarder",
  noPaths: 'Aucun chemin à sauvegarder dans la configuration',
  noPathExists: "Aucun des chemins à sauvegarder n'existe",
  noRestic: (command: string) =>
    `restic est introuvable (${command}) : installez-le avec « apt-get install restic », « brew install restic » ou « winget install restic.restic »`,
  engineFailed: (reason: string) => `restic a échoué : ${reason}`,
  storageAway: (reason: string) => `Stockage injoignable (${reason})`,
  storageUnknownKey: 'Le stockage refuse la clé de cette machine',
  portalAway: (reason: string) => `Portail injoignable (${reason})`,
  portalRefuses: (reason: string) => `Le portail refuse la demande : ${reason}`,
  unknownKey: "La clé d'identification est inconnue du portail",
  suspended: "Le contrat est suspendu : les sauvegardes sont refusées jusqu'à sa réactivation",
  // What the person at the terminal reads
  success: (f: Figures) =>
    `Sauvegarde réussie en ${formatSeconds(f.durationSeconds)} : ${f.filesNew} fichiers nouveaux, ${f.filesChanged} modifiés, ${formatBytes(f.bytesAdded, 'fr')} ajoutés`,
  failed: (reason: string) => `Sauvegarde en échec : ${reason}`,
  busy: (pid: number) => `Une sauvegarde est déjà en cours sur cette machine (processus ${pid})`,
  waiting: (count: number) => `${count} rapport(s) en attente : ils partiront dès que le portail répondra`,
  reportsRefused: (count: number, reason: string) => `Le portail a refusé ${count} rapport(s), mis de côté : ${reason}`,
  portalBack: 'Le portail répond de nouveau',
  reactivated: 'Le contrat est réactivé : les sauvegardes reprennent',
  configAccepted: (version: number) => `Configuration ${version} en vigueur`,
  configRefused: (version: number, reason: string) => `Configuration ${version} refusée, la précédente reste en vigueur : ${reason}`,
  commandTaken: (kind: string) => `Demande du portail : ${kind}`,
  commandUnsupported: (kind: string) => `Commande du portail inconnue de cette version : ${kind}`,
  commandExpired: "La demande est arrivée après son échéance : elle n'a pas été exécutée",
  commandInterrupted: "Interrompue : l'agent ou la machine s'est arrêté",
  cancelNothing: "Ce qu'il fallait annuler n'est plus en cours",
  clockOff: (minutes: number) =>
    `L'horloge de cette machine ${minutes > 0 ? 'retarde' : 'avance'} de ${Math.abs(minutes)} min sur celle du portail, qui fait foi`,
  serviceBusy: (pid: number) => `L'agent est déjà en service sur cette machine (processus ${pid})`,
  running: (machine: string, portal: string) => `Agent en service : ${machine}, ${portal}`,
  stopped: 'Agent arrêté',
  nextBackup: (at: string) => `Prochaine sauvegarde : ${at}`,
  noSchedule: 'Aucune sauvegarde planifiée dans la configuration',
  enrolled: (machine: string, contract: string) => `Cette machine est désormais « ${machine} » du contrat « ${contract} ».`,
  notEnrolled: (state: string) => `Cette machine n'est pas enregistrée dans ${state} : lancez d'abord « enroll »`,
  stateUnusable: (state: string, reason: string) => `Le dossier ${state} est inutilisable : ${reason}`,
  restored: (count: number, target: string) => `${count} élément(s) restauré(s) dans ${target}`,
  notInSnapshot: (path: string, snapshot: string) => `${path} n'est pas dans la sauvegarde ${snapshot}`,
  restoreFailed: (reason: string) => `Restauration en échec : ${reason}`,
  restoreCancelled: 'Restauration annulée',
  restoreUnclear: 'La demande de restauration est incompréhensible : rien n’a été fait',
  filesRestored: (done: number, skipped: number, failed: number) =>
    `Restauration terminée : ${[`${done} fichier(s) restauré(s)`, skipped && `${skipped} gardé(s) tel(s) quel(s)`, failed && `${failed} erreur(s)`].filter(Boolean).join(', ')}`,
  notBrought: "n'a pas pu être repris de la sauvegarde",
  noPlace: "n'a pas sa place sur ce système",
  linkOnTheWay: "un lien d'un autre utilisateur mène ailleurs : refusé",
  linkInTheWay: 'un lien tient la place du dossier : il n’est pas suivi',
  folderInTheWay: 'un dossier de ce nom tient la place',
  fileInTheWay: 'un fichier de ce nom tient la place du dossier',
  support: (product: string, contacts: string) => `Assistance ${product} : ${contacts}`,
  // Bad usage
  noCommand: 'Indiquez une commande : enroll, backup, run, status ou restore (voir --help)',
  unknownCommand: (name: string) => `Commande inconnue : ${name} (voir --help)`,
  unknownOption: (name: string, command: string) => `Option inconnue pour ${command} : ${name} (voir --help)`,
  missingValue: (name: string) => `L'option ${name} attend une valeur`,
  missingOption: (name: string, command: string) => `${command} a besoin de ${name}`,
  strayArgument: (value: string) => `Argument inattendu : ${value}`,
  badPortal: (value: string) => `--portal attend une adresse http(s)://hôte, pas « ${value} »`,
  badKey: "--key n'est pas une clé d'identification",
  badLang: '--lang attend fr ou en',
  badSnapshot: "--snapshot attend l'identifiant d'une sauvegarde, ou latest",
}

export type Messages = typeof fr

const en: Messages = {
  started: (trigger) =>
    ({ schedule: 'Backup started (scheduled)', manual: 'Backup started (manual)', command: 'Backup started (asked by the portal)' })[
      trigger
    ],
  context: (host, restic, agent) => `Machine ${host}, restic ${restic}, agent ${agent}`,
  folders: (paths) => `Folders to back up: ${paths.join(', ')}`,
  repositoryCreated: 'Backup repository created',
  repositoryBusy: (holder) => `The repository is in use (${holder}): the backup waits up to 10 min for it`,
  scanned: (done, total, percent) => `Files scanned: ${done} of ${total} (${Math.floor(percent)} %)`,
  totals: (files, f) =>
    `Files scanned: ${files} (${f.filesNew} new, ${f.filesChanged} changed, ${f.filesUnmodified} unmodified), ${formatBytes(f.bytesAdded, 'en')} added`,
  alertOk: 'Backup alert OK',
  end: 'End of backup',
  unreadable: (item, reason) => `${item}: ${reason}`,
  moreErrors: (count) => `${count} more errors are not listed here`,
  moreLines: 'The rest of this log exceeds its room: see agent.log on the machine',
  pathMissing: (path) => `${path}: this path does not exist`,
  pathRelative: (path) => `${path}: this path is not absolute`,
  partial: (unreadable, missing) =>
    `Backup incomplete: ${[unreadable && `${unreadable} unreadable item(s)`, missing && `${missing} missing path(s)`].filter(Boolean).join(', ')}`,
  cancelled: 'Backup cancelled',
  cancelledByPortal: 'Backup cancelled from the portal',
  interrupted: 'Backup interrupted: the agent or the machine stopped',
  noConfiguration: 'No configuration: say in the portal, or with "enroll --path", what to back up',
  noPaths: 'The configuration names no path to back up',
  noPathExists: 'None of the paths to back up exists',
  noRestic: (command) =>
    `restic is missing (${command}): install it with "apt-get install restic", "brew install restic" or "winget install restic.restic"`,
  engineFailed: (reason) => `restic failed: ${reason}`,
  storageAway: (reason) => `Storage unreachable (${reason})`,
  storageUnknownKey: 'The storage refuses the key of this machine',
  portalAway: (reason) => `Portal unreachable (${reason})`,
  portalRefuses: (reason) => `The portal refuses the request: ${reason}`,
  unknownKey: 'The portal does not know the identification key',
  suspended: 'The contract is suspended: backups are refused until it is reactivated',
  success: (f) =>
    `Backup succeeded in ${formatSeconds(f.durationSeconds)}: ${f.filesNew} new files, ${f.filesChanged} changed, ${formatBytes(f.bytesAdded, 'en')} added`,
  failed: (reason) => `Backup failed: ${reason}`,
  busy: (pid) => `A backup is already running on this machine (process ${pid})`,
  waiting: (count) => `${count} report(s) waiting: they will be sent as soon as the portal answers`,
  reportsRefused: (count, reason) => `The portal refused ${count} report(s), set aside: ${reason}`,
  portalBack: 'The portal answers again',
  reactivated: 'The contract is reactivated: backups go on',
  configAccepted: (version) => `Configuration ${version} in force`,
  configRefused: (version, reason) => `Configuration ${version} refused, the previous one stays in force: ${reason}`,
  commandTaken: (kind) => `Asked by the portal: ${kind}`,
  commandUnsupported: (kind) => `Command of the portal unknown to this version: ${kind}`,
  commandExpired: 'The command arrived after its time: it was not carried out',
  commandInterrupted: 'Interrupted: the agent or the machine stopped',
  cancelNothing: 'What was to be cancelled is no longer running',
  clockOff: (minutes) =>
    `The clock of this machine is ${Math.abs(minutes)} min ${minutes > 0 ? 'behind' : 'ahead of'} that of the portal, which counts`,
  serviceBusy: (pid) => `The agent is already running on this machine (process ${pid})`,
  running: (machine, portal) => `Agent running: ${machine}, ${portal}`,
  stopped: 'Agent stopped',
  nextBackup: (at) => `Next backup: ${at}`,
  noSchedule: 'The configuration schedules no backup',
  enrolled: (machine, contract) => `This machine is now "${machine}" of contract "${contract}".`,
  notEnrolled: (state) => `This machine is not enrolled in ${state}: run "enroll" first`,
  stateUnusable: (state, reason) => `The folder ${state} cannot be used: ${reason}`,
  restored: (count, target) => `${count} item(s) restored to ${target}`,
  notInSnapshot: (path, snapshot) => `${path} is not in backup ${snapshot}`,
  restoreFailed: (reason) => `Restore failed: ${reason}`,
  restoreCancelled: 'Restore cancelled',
  restoreUnclear: 'The request for a restore makes no sense: nothing was done',
  filesRestored: (done, skipped, failed) =>
    `Restore done: ${[`${done} file(s) restored`, skipped && `${skipped} kept as they were`, failed && `${failed} error(s)`].filter(Boolean).join(', ')}`,
  notBrought: 'could not be taken from the backup',
  noPlace: 'has no place on this system',
  linkOnTheWay: 'a link of another user leads elsewhere: refused',
  linkInTheWay: 'a link stands in place of the folder: it is not followed',
  folderInTheWay: 'a folder of this name is in its place',
  fileInTheWay: 'a file of this name is in the place of the folder',
  support: (product, contacts) => `${product} support: ${contacts}`,
  noCommand: 'Name a command: enroll, backup, run, status or restore (see --help)',
  unknownCommand: (name) => `Unknown command: ${name} (see --help)`,
  unknownOption: (name, command) => `Unknown option for ${command}: ${name} (see --help)`,
  missingValue: (name) => `Option ${name} needs a value`,
  missingOption: (name, command) => `${command} needs ${name}`,
  strayArgument: (value) => `Unexpected argument: ${value}`,
  badPortal: (value) => `--portal expects an address http(s)://host, not "${value}"`,
  badKey: '--key is not an identification key',
  badLang: '--lang expects fr or en',
  badSnapshot: '--snapshot expects the id of a backup, or latest',
}

/** Every sentence that the agent says or reports, in the language of this machine. */
export function messagesIn(lang: Lang): Messages {
  return lang === 'en' ? en : fr
}
