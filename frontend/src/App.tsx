import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { HashRouter } from "react-router";
import { SyncProvider } from "./features/deliveries/sync";
import { DialogsProvider } from "./features/frame/dialogs";
import { ImportJobs } from "./features/imports/jobs";
import { MineProvider } from "./features/portfolio/mine";
import { Gate } from "./features/session/Gate";
import { Lock } from "./features/session/Lock";
import { Screens } from "./Screens";
import { Crash } from "./ui/Crash";
import { styleNonce } from "./ui/nonce";
import { cssVariables, theme } from "./ui/theme";

interface Props {
	client: QueryClient;
	env?: "default" | "test";
	colorScheme?: "light" | "dark";
}

/** The whole window: theme, data, session, then the screens by address. */
export function App({ client, env = "default", colorScheme }: Props) {
	return (
		<MantineProvider
			theme={theme}
			cssVariablesResolver={cssVariables}
			defaultColorScheme="auto"
			forceColorScheme={colorScheme}
			env={env}
			getStyleNonce={styleNonce}
		>
			<Notifications position="bottom-right" limit={3} containerWidth={360} />
			<QueryClientProvider client={client}>
				{/* Fields that the address keeps change at once: a transition would lose what is typed meanwhile. */}
				<HashRouter useTransitions={false}>
					<Crash>
						<Gate>
							<ImportJobs>
								<Lock>
									<SyncProvider>
										<DialogsProvider>
											<MineProvider>
												<Screens />
											</MineProvider>
										</DialogsProvider>
									</SyncProvider>
								</Lock>
							</ImportJobs>
						</Gate>
					</Crash>
				</HashRouter>
			</QueryClientProvider>
		</MantineProvider>
	);
}
