export const importProcedures = {}
