/** Puts the rooms together: the REST application, start-up checks, health. The only room that sees all others. */
package org.crmcontracts.contracts.app;
