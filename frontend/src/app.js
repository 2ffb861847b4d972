import Alpine from "@alpinejs/csp";
import "./js/requests.js";
import "./js/passkeys.js";
import "./js/copy.js";
import "./js/dialogs.js";
import "./js/menus.js";
import "./js/toasts.js";
import "./js/theme-switch.js";
import "./js/keys.js";
import "./js/submit.js";
import "./js/leaving.js";
import "./js/presence.js";
import "./js/tags.js";
import "./js/choices.js";
import { selection } from "./js/selection.js";

Alpine.data("selection", selection);
Alpine.start();
