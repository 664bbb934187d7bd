/** Images that lie in a folder, your own and a known set; imports the API and PF4J's mark. */
package io.ansatz.plugins.imagefolder;
