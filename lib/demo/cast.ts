const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="11" fill="#007a8f"/><path d="M8 28 17 13l5 8 3-4 7 11z" fill="none" stroke="#fff" stroke-width="2.6" stroke-linejoin="round"/></svg>'

export const DEMO_PASSWORD = 'demo-kiwi-2026'
const ALL_RIGHTS = { kits: true, configure: true, restore: true, comment: true }
const NO_RIGHTS = { kits: false, configure: false, restore: false, comment: false }

type DemoUser = { userName: string; displayName: string; role: 'administrator' | 'member'; rights: typeof ALL_RIGHTS; space?: string }
/** Volumes in Go; `percent` of the subscribed volume is in use; `machines` counts them. */
export type DemoContract = {
  title: string
  space: string
  gigabytes: number
  percent: number
  machines: number
  limit?: number
  suspended?: true
}
export type DemoReseller = {
  name: string
  brand: string
  product: 'online' | 'pro' | 'business'
  pack: 'statistics' | 'control_room'
  administrationOption?: true
  gigabytes: number
  spaces: { name: string; gigabytes: number; alertEmail?: string }[]
  users: DemoUser[]
  contracts: DemoContract[]
}

export const DEMO_BRANDS = [
  { slug: 'kiwi', productName: 'Kiwi Online', accentColor: '#4d7c0f', host: 'admin3.kiwi.localhost', supportEmail: 'support@kiwi.example' },
  {
    slug: 'alpes',
    productName: 'Alpes Sauvegarde',
    accentColor: '#007a8f',
    host: 'admin.alpes.localhost',
    supportEmail: 'aide@alpes.example',
    logo: MARK,
  },
  { slug: 'nord', productName: 'Nord Données', accentColor: '#3b4cca', host: 'admin.nord.localhost', supportEmail: 'support@nord.example' },
  { slug: 'sud', productName: 'Sud Coffre', accentColor: '#b45309', host: 'admin.sud.localhost', supportEmail: 'bonjour@sud.example' },
  {
    slug: 'operator',
    productName: 'Plateforme Kiwi',
    accentColor: '#334155',
    host: 'operator.kiwi.localhost',
    audience: 'operator' as const,
  },
]

/** The one kit that the demo has published; the other resellers have yet to make theirs. */
export const DEMO_KIT = {
  reseller: 'Alpes Sauvegarde',
  productName: 'Alpes Sauvegarde',
  accentColor: '#007a8f',
  supportEmail: 'aide@alpes.example',
  supportPhone: '+33 4 65 71 00 12',
  supportUrl: null,
  icon: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#007a8f" stroke-width="2.2"><path d="M3 19 10 7l4 6 2-3 5 9z"/></svg>',
}

const alpes = (list: [title: string, space: string, gigabytes: number, percent: number, machines: number][]): DemoContract[] =>
  list.map(([title, space, gigabytes, percent, machines]) => ({ title, space, gigabytes, percent, machines }))

export const DEMO_RESELLERS: DemoReseller[] = [
  {
    name: 'Alpes Sauvegarde',
    brand: 'alpes',
    product: 'business',
    pack: 'control_room',
    gigabytes: 7000,
    spaces: [
      { name: 'Siège', gigabytes: 2500 },
      { name: 'Genève', gigabytes: 2000, alertEmail: 'geneve@alpes.example' },
      { name: 'Lyon', gigabytes: 1500, alertEmail: 'lyon@alpes.example' },
    ],
    users: [
      { userName: 'alice', displayName: 'Alice Martin', role: 'administrator', rights: ALL_RIGHTS },
      { userName: 'bob', displayName: 'Bob Keller', role: 'member', rights: NO_RIGHTS, space: 'Genève' },
      { userName: 'berthe', displayName: 'Berthe Dumas', role: 'member', rights: ALL_RIGHTS, space: 'Lyon' },
    ],
    contracts: [
      { title: 'TEST', space: 'Siège', gigabytes: 20, percent: 98, machines: 3 },
      ...alpes([
        ["Mairie d'Annecy", 'Siège', 500, 39, 8],
        ['Garage Bonnet', 'Siège', 100, 44, 4],
        ['Fiduciaire du Lac', 'Genève', 400, 61, 7],
        ['Cabinet Perret', 'Siège', 40, 112, 3],
        ['Hôtel des Cimes', 'Siège', 100, 104, 5],
        ['Boulangerie Martin', 'Siège', 50, 60, 3],
        ['Pharmacie du Port', 'Genève', 200, 81, 4],
        ['École Montessori', 'Genève', 150, 74, 6],
        ['Transports Rey', 'Lyon', 250, 62, 6],
        ['Étude Maître Vidal', 'Lyon', 300, 61, 5],
        ['Clinique Belledonne', 'Siège', 500, 39, 9],
        ['Scierie Jacquet', 'Siège', 200, 75, 4],
        ['Vins & Cie', 'Genève', 150, 93, 3],
        ['Agence Alpina', 'Siège', 100, 63, 4],
        ['Optique Léman', 'Genève', 80, 38, 3],
        ['Dentaire Favre', 'Genève', 150, 69, 5],
        ['BTP Durand', 'Lyon', 400, 61, 8],
        ['Refuge du Goûter', 'Siège', 80, 79, 4],
        ['Imprimerie Nova', 'Lyon', 200, 82, 5],
        ['Fromagerie Duc', 'Siège', 100, 32, 3],
        ['Atelier Bois', 'Siège', 300, 84, 6],
        ['Notaires Associés', 'Genève', 400, 38, 5],
        ['Sport 2000 Cluses', 'Siège', 250, 74, 4],
      ]),
      { title: 'Auto-école Zéphyr', space: 'Lyon', gigabytes: 60, percent: 21, machines: 2, limit: 2, suspended: true },
    ],
  },
  {
    name: 'Dora Services',
    brand: 'kiwi',
    product: 'online',
    pack: 'statistics',
    gigabytes: 1000,
    spaces: [{ name: 'Principal', gigabytes: 1000 }],
    users: [{ userName: 'dora', displayName: 'Dora Petit', role: 'administrator', rights: ALL_RIGHTS }],
    contracts: [
      { title: 'Cabinet Dentaire Rive', space: 'Principal', gigabytes: 100, percent: 57, machines: 5 },
      { title: 'Librairie des Halles', space: 'Principal', gigabytes: 50, percent: 91, machines: 3, limit: 5 },
      { title: 'Menuiserie Blanc', space: 'Principal', gigabytes: 80, percent: 33, machines: 4 },
    ],
  },
  {
    name: 'Oleg Conseil',
    brand: 'kiwi',
    product: 'online',
    pack: 'control_room',
    gigabytes: 500,
    spaces: [{ name: 'Principal', gigabytes: 500 }],
    users: [{ userName: 'oleg', displayName: 'Oleg Moreau', role: 'administrator', rights: ALL_RIGHTS }],
    contracts: [{ title: 'Architectes Réunis', space: 'Principal', gigabytes: 200, percent: 48, machines: 6 }],
  },
  {
    name: 'Nord Données',
    brand: 'nord',
    product: 'pro',
    pack: 'control_room',
    gigabytes: 2000,
    spaces: [{ name: 'Principal', gigabytes: 2000 }],
    users: [{ userName: 'carol', displayName: 'Carol Lefebvre', role: 'administrator', rights: ALL_RIGHTS }],
    contracts: [
      { title: 'Brasserie du Beffroi', space: 'Principal', gigabytes: 100, percent: 52, machines: 4 },
      { title: 'Port Maritime', space: 'Principal', gigabytes: 600, percent: 71, machines: 9 },
      { title: 'Textiles Flandre', space: 'Principal', gigabytes: 300, percent: 88, machines: 7 },
    ],
  },
  {
    name: 'Sud Coffre',
    brand: 'sud',
    product: 'pro',
    pack: 'statistics',
    administrationOption: true,
    gigabytes: 2000,
    spaces: [
      { name: 'Principal', gigabytes: 1200 },
      { name: 'Corse', gigabytes: 500 },
    ],
    users: [{ userName: 'david', displayName: 'David Serra', role: 'administrator', rights: ALL_RIGHTS }],
    contracts: [
      { title: 'Domaine des Cigales', space: 'Principal', gigabytes: 150, percent: 64, machines: 5 },
      { title: 'Clinique du Vieux-Port', space: 'Principal', gigabytes: 500, percent: 77, machines: 8 },
      { title: 'Cave Coopérative', space: 'Corse', gigabytes: 120, percent: 29, machines: 4 },
    ],
  },
]

/** The contract and machine that the demo's own agent backs up for real. */
export const LIVE = { host: 'admin.alpes.localhost', space: 'Siège', title: 'Démonstration', name: 'PC-DEMO', gigabytes: 10 }
