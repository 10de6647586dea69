// Where cameras of browsers connect. Without schemas: the pages of citizens fetch it too, with the way to the sockets.

/** Staff only, with the site's own origin; by web socket alone. */
export const cameraNamespace = '/camera';
