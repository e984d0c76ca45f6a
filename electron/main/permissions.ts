import { app, session, type Session } from 'electron';

/** Denies a session everything a page could ask for; what the app does, it does by its contract. */
export function denyPermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  // Files are written by the service only, where the user chose to.
  target.on('will-download', (event) => event.preventDefault());
  // Else Chromium fetches dictionaries from the network.
  target.setSpellCheckerEnabled(false);
}

/** Denies permissions to the default session, and to any other that comes to be. Needs a ready app. */
export function setUpPermissions(): void {
  app.on('session-created', denyPermissions);
  denyPermissions(session.defaultSession);
}
