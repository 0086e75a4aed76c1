/**
 * What the most used passwords are made of, in French and in English: words, runs of the keyboard and of the alphabet. Small letters,
 * no digits, no signs; a password that is nothing but these, with digits and signs around them, is among the first to be tried.
 */
const WORDS = `
abc abcd abcde abcdef abcdefgh abcdefghij abcdefghijkl abcdefghijklm abcdefghijklmnopqrstuvwxyz
qwert qwerty qwertyui qwertyuiop qwertyuiopasdfghjkl asdf asdfgh asdfghjkl asdfghjklqwertyuiop zxcvbnm qazwsx qazwsxedc qwertyuiopasdfghjklzxcvbnm
azer azert azerty azertyui azertyuiop azertyuiopqsdfghjklm qsdfgh qsdfghjklm wxcvbn qwertz qwertzuiop poiuytrewq poiuytreza mlkjhgfdsq lkjhgfdsa
pass passe passer passw passwd password passwords passphrase passport mypassword newpassword thepassword oldpassword letmein letmeinplease
letmeinnow opensesame iamtheboss motdepasse monmotdepasse nouveaumotdepasse lemotdepasse unmotdepasse mdp code codesecret secret topsecret supersecret
sesame sesameouvretoi ouvretoi changeme changeit changemeplease changezmoi changemoi default defaut defaultpassword temp temporary temporaire
provisoire test tester testing testtest demo guest invite user utilisateur username login signin connexion account compte moncompte
admin administrator administrateur adminadmin root toor superuser superadmin manager operator operateur system systeme server serveur
backup sauvegarde sauvegardes masauvegarde restore support service company entreprise societe bureau office computer ordinateur internet
welcome welcomeback bienvenue bonjour bonsoir salut coucou hello helloworld holidays vacances
iloveyou iloveyousomuch iloveme jetaime jetaimebeaucoup jetadore monamour mamour amour love lover lovely loveyou loulou doudou doudoune chouchou
cheri cherie princess princesse prince sunshine soleil sunflower football footballer soccer baseball basketball rugby olympique marseille
olympiquedemarseille parissaintgermain paris parispsg lyon france vivelafrance allezlesbleus suisse geneve belgique bruxelles quebec montreal
london england america liverpool manchester arsenal chelsea barcelona realmadrid juventus
monkey dragon master shadow superman batman spiderman starwars pokemon pikachu naruto minecraft fortnite nintendo playstation
michael jordan jennifer jessica michelle daniel nicolas thomas julien camille charlotte isabelle catherine caroline alexandre alexandra
christophe christine dominique frederic stephanie sebastien veronique valentine guillaume elisabeth jeanmarie jeanpierre marie
chocolat chocolate nutella banane butterfly papillon flower fleur whatever trustno nothing freedom liberte mercedes ferrari porsche
corvette mustang harley yamaha google facebook linkedin microsoft windows samsung apple iphone android
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre printemps automne hiver
january february march april june july august september october november december spring summer autumn winter
lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
correcthorsebatterystaple correcthorse batterystaple
`

/** See there: what `isCommonPassword` looks a password's letters up in. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/))
