/** The words of approvals. */
export const messages = {
  fr: {
    'mail.request.subject': '{who} vous demande votre accord : {title}',
    'mail.request.hello': 'Bonjour {name},',
    'mail.request.body':
      '{who} vous soumet le plan du projet « {project} »{round, plural, =1 {} other { (version {round})}}. Vous pouvez le lire, puis l’approuver, demander des modifications ou le refuser.',
    'mail.request.due': 'Une réponse est attendue avant le {date}.',
    'mail.request.button': 'Lire le plan et répondre',
    'mail.request.note':
      'Ce lien vous est personnel : il vous identifie, ne le transférez pas. Aucun compte n’est nécessaire.',
    'notice.asked': '{who} demande votre accord : {title}',
    'notice.approved': '{who} a approuvé : {title}',
    'notice.changes': '{who} demande des modifications : {title}',
    'notice.refused': '{who} a refusé : {title}',
  },
  en: {
    'mail.request.subject': '{who} asks for your approval: {title}',
    'mail.request.hello': 'Hello {name},',
    'mail.request.body':
      '{who} submits to you the plan of the project “{project}”{round, plural, =1 {} other { (version {round})}}. You can read it, then approve it, ask for changes or refuse it.',
    'mail.request.due': 'An answer is expected before {date}.',
    'mail.request.button': 'Read the plan and answer',
    'mail.request.note':
      'This link is yours alone: it identifies you, do not forward it. No account is needed.',
    'notice.asked': '{who} asks for your approval: {title}',
    'notice.approved': '{who} approved: {title}',
    'notice.changes': '{who} asks for changes: {title}',
    'notice.refused': '{who} refused: {title}',
  },
} as const
