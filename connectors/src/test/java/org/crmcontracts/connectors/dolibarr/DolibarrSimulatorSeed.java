package org.crmcontracts.connectors.dolibarr;

import java.util.List;
import java.util.Map;

/** Invented companies and people, the same at each start. */
final class DolibarrSimulatorSeed {
    private static final List<String> NAMES = List.of(
            "Menuiserie Valcourt SARL",
            "Atelier Brisebois SAS",
            "Northgate Castings Ltd",
            "Hofmann Feinwerk GmbH",
            "Laiterie des Trois Combes",
            "Quayside Rigging Ltd",
            "Imprimerie Lemaître-Roux",
            "Kessler Gartenbau GmbH");
    private static final List<String> TOWNS =
            List.of("Annecy", "Nantes", "Sheffield", "Ulm", "Chambéry", "Hull", "Tours", "Bremen");
    private static final List<String> FIRST = List.of("Camille", "Théo", "Harriet", "Jonas", "Inès", "Owen", "Lucie");
    private static final List<String> LAST = List.of("Garnier", "Pratt", "Vogel", "Delaunay", "Marsh", "Seidel");
    private static final List<String> TITLES = List.of("Acheteuse", "Finance Director", "Einkauf");

    private DolibarrSimulatorSeed() {}

    static void world(DolibarrSimulator simulator) {
        for (int i = 0; i < NAMES.size(); i++) {
            String domain = "dolclient" + (301 + i) + ".example";
            String company = simulator.put(
                    "thirdparties",
                    Map.of(
                            "name",
                            NAMES.get(i),
                            "phone",
                            "+33 4 55 01 0" + (10 + i),
                            "url",
                            "https://www." + domain,
                            "email",
                            "contact@" + domain,
                            "address",
                            (4 + i * 3) + " rue des Tanneurs",
                            "zip",
                            String.valueOf(74000 + i),
                            "town",
                            TOWNS.get(i),
                            "idprof1",
                            String.valueOf(552_100_300 + i * 7)));
            for (int c = 0; c <= i % 2; c++) {
                simulator.put(
                        "contacts",
                        Map.of(
                                "socid",
                                company,
                                "lastname",
                                LAST.get((i * 2 + c) % LAST.size()),
                                "firstname",
                                FIRST.get((i + c * 3) % FIRST.size()),
                                "email",
                                "personne" + (i * 2 + c) + "@" + domain,
                                "phone_pro",
                                "+33 4 55 02 0" + (10 + i * 2 + c),
                                "poste",
                                TITLES.get((i + c) % TITLES.size())));
            }
        }
    }
}
