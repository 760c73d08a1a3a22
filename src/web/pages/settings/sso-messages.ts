export const messages = {
  fr: {
    line: 'L’équipe entre avec le compte de l’entreprise, sans mot de passe à retenir.',
    new: 'Relier un fournisseur',
    edit: 'Fournisseur de {domain}',
    empty:
      'Reliez le fournisseur d’identité de votre entreprise : les personnes de son domaine se connecteront avec lui.',
    example:
      'Exemple : Google Workspace pour atelier-roy.fr. Une nouvelle collègue entre dès son premier jour, comme membre.',
    ownerOnly: 'Seul un propriétaire de l’espace peut relier ou retirer un fournisseur.',

    domain: 'Domaine e-mail',
    domainHint: 'Ce qui suit @ dans les adresses de l’équipe.',
    domainWrong: 'Donnez le domaine seul, comme atelier-roy.fr.',
    issuer: 'Adresse de l’émetteur',
    issuerHint:
      'Google : https://accounts.google.com. Microsoft : https://login.microsoftonline.com/ suivi de l’identifiant de l’annuaire, puis /v2.0.',
    clientId: 'Identifiant client',
    secret: 'Secret du client',
    secretKept: 'Laissez vide pour garder celui qui est enregistré. Il n’est jamais affiché.',
    secretHint: 'Chiffré dès réception, il n’est plus jamais affiché.',
    role: 'Rôle à la première connexion',
    callback: 'Adresse de retour',
    callbackHint: 'À déclarer chez le fournisseur, telle quelle.',
    callbackSoon: 'Elle apparaît dès que le domaine est saisi.',
    save: 'Vérifier et enregistrer',
    remove: 'Retirer',
    saved: 'Les adresses en @{domain} peuvent se connecter avec le compte de l’entreprise',
    removed: 'Fournisseur retiré',
    removeTitle: 'Retirer le fournisseur de {domain} ?',
    removeGoes: 'La connexion des adresses en @{domain} par le compte de l’entreprise',
    removeLine:
      'Chacun garde sa place dans l’espace et se connecte désormais par mot de passe ou par lien reçu par e-mail.',

    'how.title': 'Comment cela marche',
    'how.1':
      'Chez votre fournisseur (Google Workspace, Microsoft Entra, Okta, Keycloak…), créez une application web OpenID Connect.',
    'how.2': 'Déclarez-y l’adresse de retour que Pupitre vous donne.',
    'how.3':
      'Recopiez ici l’adresse de l’émetteur, l’identifiant et le secret. Pupitre interroge le fournisseur avant d’enregistrer.',
    'how.after':
      'À leur première connexion, les personnes du domaine rejoignent l’espace avec le rôle choisi. Qui a déjà un compte garde le sien, et son rôle. Un accès fermé reste fermé.',
  },
  en: {
    line: 'The team comes in with the company account, without a password to remember.',
    new: 'Link a provider',
    edit: 'Provider of {domain}',
    empty: 'Link your company’s identity provider: people of its domain will sign in with it.',
    example:
      'Example: Google Workspace for atelier-roy.fr. A new colleague is in on her first day, as a member.',
    ownerOnly: 'Only an owner of the workspace can link or remove a provider.',

    domain: 'E-mail domain',
    domainHint: 'What follows @ in the team’s addresses.',
    domainWrong: 'Give the domain alone, such as atelier-roy.fr.',
    issuer: 'Address of the issuer',
    issuerHint:
      'Google: https://accounts.google.com. Microsoft: https://login.microsoftonline.com/ followed by the directory’s id, then /v2.0.',
    clientId: 'Client id',
    secret: 'Client secret',
    secretKept: 'Leave empty to keep the one on record. It is never shown.',
    secretHint: 'Encrypted as it arrives, it is never shown again.',
    role: 'Role at the first sign-in',
    callback: 'Callback address',
    callbackHint: 'To be declared at the provider, exactly as it is.',
    callbackSoon: 'It shows as soon as the domain is typed.',
    save: 'Check and save',
    remove: 'Remove',
    saved: 'Addresses at @{domain} can sign in with the company account',
    removed: 'Provider removed',
    removeTitle: 'Remove the provider of {domain}?',
    removeGoes: 'Signing in with the company account for addresses at @{domain}',
    removeLine:
      'Everybody keeps their place in the workspace, and signs in from now on with a password or a link received by e-mail.',

    'how.title': 'How it works',
    'how.1':
      'At your provider (Google Workspace, Microsoft Entra, Okta, Keycloak…), create an OpenID Connect web application.',
    'how.2': 'Declare there the callback address Pupitre gives you.',
    'how.3':
      'Copy here the address of the issuer, the id and the secret. Pupitre asks the provider before it saves.',
    'how.after':
      'At their first sign-in, people of the domain join the workspace with the role you chose. Who has an account already keeps it, and their role. A closed access stays closed.',
  },
}
