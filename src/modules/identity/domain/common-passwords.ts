// Words of our own choosing that people take for passwords: names, seasons, clubs, keyboards, pets. Offline (row S2.17).
const words = `
  aaron abcabc abcd abcde abcdef abcdefg abcdefgh abcxyz abigail access account accounting accounts acdc
  achilles adam admin administrator africa after agent ahmed aiden airbus aircraft airforce airplane airport
  ajax aladdin alaska alejandro alexander alexandra alfabet alien allah alpha alphabet always amanda amazon
  amelia amen america amsterdam andrea andreas andrew android angel angela angels anja ankara anna anonymous
  anthony antonia antonio anything apollo apple apples april aragorn argentina ariel arizona army arsenal
  arthur asdasd asdf asdfasdf asdfgh asdfghjk asdfghjkl ashley aslan assassin assassins asshole athena
  athens atlanta auckland audi august auntie austin australia austria autumn avengers ayse azerty baby
  babyboy babygirl bach bacon bakery ballet bambi banana bandit bangkok banker banking barbar barcelona
  barney bart baseball basketball bassist bastard batman bayern bayernmunich beach beagle bear beatles
  beautiful because bedroom beer beethoven before beijing belief believe bella benfica benjamin bentley benz
  berlin besiktas bestfriend beta betty beyonce bible bienvenue bier biker billion billionaire billy
  birthday biscuit bitch bitches bitcoin biteme blabla black blackbird blackcat blackjack blacksabbath
  blahblah blaze blessed blessing blink blizzard blowjob blue blueberry bluebird bluemoon bluesky bmw bobby
  bobmarley boeing bond bonjour boobies boobs boris boss boston boulder bowser boxing boy boyfriend boys
  brandon brasil braves bravo brazil breeze bremen brenda brian bridge britney broncos brooklyn brother
  bruce bruder brussels budapest buddha buddies buddy budget budweiser bugatti builder bulldog bulls
  bullshit bunny burger business butterfly cafe cairo california camaro camila camille camper canada candy
  canyon cappuccino captain captainamerica caramel carbon carlos carol carolina carrot cartman cash castle
  catdog cats catwoman celtic celtics chair champion champions change changeit changeme charizard charles
  charlie charlotte cheese cheetah chelsea cherry chevrolet chevy chewbacca chiara chicago chicken chief
  child children china chloe chocolate christ christian christmas christopher church cinderella cinema
  cinnamon cisco classified claudia client cloud clouds cloudy cobra cocacola cock cocktail coconut codeword
  coffee coldplay college colombia colonel colorado company computer concert confidential contrasena cookie
  cookies corona corvette cosmos counterstrike couple cousin cowboy cowboys cracker crazy cricket crimson
  crypto crystal cubs cupcake customer cutie cycling cynthia daddy daisy dallas dancer dancing daniel danke
  darling darthvader database davidson deadpool debian december default delhi delta demo demon denied dennis
  dentist denver depechemode desert destiny detroit deutschland devil dezember diablo diamond diamonds dick
  diego dienstag diesel dieter disney dmitri doctor dodgers doggie doggy dogs dollar dollars dolphin
  dolphins dominik donald donkey donna donnerstag doom door doors dortmund double douglas dragon dragonball
  dream dreamer dreams driver drummer drums dubai dublin ducati duck dumbledore dumbo dummy eagle eagles
  earth easter echo eclipse edcrfv edinburgh edward egypt electric electro elephant eleven elias elizabeth
  elmo elsa elvis emerald emily eminem emma engine engineer england enter enterprise eric espana espresso
  ethan ethereum euro europa europe evelyn everton everyone everything example exodus facebook factory faith
  falcon fall fallout familie family familyguy fanta father fatima februar february felix fenerbahce
  fernando ferrari festival finance fire firefighter firefly fireman firewall first fishing five flame
  flames florian florida flower flowers fluffy foobar foofoo football ford forest forever fortnite fortune
  four foxtrot france francesco francois frank franziska freedom freitag freund freunde friday frieda
  friedrich friend friends frodo frozen fruehling fuckme fuckoff fuckyou funny fussball futurama gabriela
  galatasaray galaxy gameboy gamer gaming gamma gandalf ganesh gangster garage garden garfield geburtstag
  geheim general genesis geneva george georgia germany ghost giants ginger giovanni giraffe girl girlfriend
  girls gisela giulia giuseppe gladiator glasgow goalkeeper godfather godisgood godislove godzilla goku gold
  golden golf golfer gollum goodbye goodluck goodmorning goofy google goose gorgeous gorilla gospel gracias
  grandma grandpa granite granted grape greece green greenday gregory greta grizzly gryffindor guenter guest
  guinness guitar hacked hacker hacking hahaha halflife hallo halloween hamburg hammer hamster handball
  hanna hannah happiness happy harley harleydavidson harry harrypotter haslo hassan hater haus hawaii hawk
  heart hearts heaven heineken heinz helga helicopter hell hello helmut henry herbst hercules hermione
  hertha hidden hihihi hiking hiphop hippo hobbit hockey hogwarts hohoho hola holiday hollywood home homer
  homesweet honda honey hongkong hope horny horse horses horst hospital hotel hotstuff hottie house houston
  hulk human hundred hunter hunting hurricane husband husky ibrahim icecream icecube iceman idiot igor
  iloveja iloveu iloveyou incognito india indigo indonesia ingrid instagram internet invisible invoice
  iphone ireland irina iron ironmaiden ironman isabella isabelle island istanbul italia italy ivan jackson
  jacob jaguar jamesbond januar january japan jasmine jason jean jedi jeep jeffrey jennifer jerry jessica
  jesus jesuschrist jewel johanna johnny joker jonas jonathan jordan jose joseph joshua juan juergen juli
  julia july june jungle juni jupiter jurassic justice justin juventus kaffee kangaroo karaoke karen karl
  katharina kathleen kathrin katrin katya kawasaki kenneth kennwort kenobi kevin keyring keyword kids killer
  king kingkong kiss kisses kitchen kitten kitties kitty klingon knight koala koeln korea krishna labrador
  lake lakers lalala lamborghini lamp laptop lassie lasvegas latchkey laura lawrence lawyer ledzeppelin
  legolas lehrer leipzig lemon lena leon leonie leopard letmein letter letters liam liberty library license
  lightning lily link linkinpark linux lion lisa lisbon liverpool lkjhgf lockdown locked logan login logon
  loki lollipop lolol london losangeles losenord loser love lovely loveme lover loveyou luca lucas lucifer
  lucky luckyme ludwig luffy luigi lukas macbook machine madison madonna madrid maerz mafia magenta maggie
  magic magical magician major mama manager manchester mango manhattan manon manuel marble march marco
  margaret mariana marie marine marines mario market marketing markus marley marriage mars martin martini
  marvel maserati mason master matrix matteo matthew matthias maybe mazda meadow mechanic medical megadeth
  mehmet melanie melbourne melody melon memphis mercedes merci mercury merlin mermaid metallica mewtwo
  mexico miami michael michelle mickey microsoft miguel milan military million millionaire minecraft minnie
  miracle mittwoch mnbvcx mohammed molly mommy monday money monika monkey montag montana montreal moonlight
  morpheus moscow moskau motdepasse motel mother motherfucker motor mountain mountains mouse mozart muenchen
  muffin muhammad mulan mumbai mummy museum music musica musik mustafa mustang mutter mypass mypassword
  mysecret mysql mystery mystic nadine nala nanana nancy narnia naruto nashville natasha nathalie nathan
  naughty navy nemo neo neptune netflix network never newcastle newyear newyork nicholas nicole ninja
  nintendo nirvana nissan nitro noah nobody nokia noodles nothing november number numbers nurse oakland
  oasis ocean oceans october octopus odin oesterreich office oktober olga oliver olivia olympia olympic oma
  omega onepiece onion opa open opensesame openup oracle orange oranges orchid oreo orlando osaka oscar
  ostern overwatch pablo packers pacman palace pamela panda pantera panther papa paper paris parola parrot
  party passcode passpass passphrase passwd password passwort patricia patrick patriots payment paypal
  payroll peace peaceful peaches peanut pearl pebble pedro pencil penguin penis people pepper pepsi person
  peter petra phantom philippe philippines phoenix piano pierre pigeon pikachu pilot pincode pineapple
  pinkfloyd pinkie pinky pirate pirates pizza planet plastic platinum playboy player playstation playtime
  please pluto pocahontas poiuyt pokemon poland police polizei polska pony poodle pooh porn porno porsche
  portal portland portugal poseidon postgres potato potter prague praise prayer predator presley pretty
  prince princess prinzessin privacy private professor psalm pumpkin puppies puppy purple purplerain pussy
  pyramid python qazwsx qazwsxedc quake queen qweasd qweasdzxc qweqwe qwer qwerty qwertyui qwertyuiop qwertz
  rabbit racing radiohead raiders railway rain rainbow raindrop ralph rambo rammstein ranger rangers rapper
  raven realmadrid rebecca redbull redhead redrose redskins redsox redsun reggae restaurant rhino rhythm
  rich richard rihanna river rivers robert robin roblox rock rocket rockets rocknroll rockstar rocky roger
  rollingstones rollsroyce roma rome ronald rooster root rose roses rottweiler router royal rubber ruby
  rugby runner running russia ruth ryan sabine sailor sailormoon sakura salasana sales samantha sample
  samstag samsung samurai sandra sapphire sarah sasuke satan saturday saturn sauron scarface scarlet schalke
  schokolade school schule schweiz schwester scissors scooby scorpion scotland season seattle sebastian
  second secret secretagent secure security senha seoul september sergeant sergei server service sesame
  seven sexy shadow shakira shanghai shark sharon shirley shiva shogun shop shopping shrek sigma signin
  silly silver silvester simba simpsons sinatra singapore singer single sister sith skateboard skating
  skyrim skywalker slipknot slut slytherin smile smiley smokey snake snape sniper snoopy snow snowball
  snowboard snowflake snowman snowwhite soccer software soldier somebody someone something sommer sonic
  sonntag sony sophia sophie sopranos sorry southpark spaceship spaghetti spain sparrow spartacus spartan
  spider spiderman spirit spock spotify spring sprite spurs spy stallion star starcraft stargate starlight
  stars startrek starwars station steel steelers stefan stephanie stephen steven stone store storm stormy
  strawberry street striker student stupid stuttgart subaru sucker suckit sugar summer sunday sunflower
  sunny sunrise sunset sunshine supergirl superhero superman supermarket superstar superuser support surfer
  surfing susanne sushi suzuki svetlana swan sweet sweetheart sweetie swimming switzerland sydney sysadmin
  system table tango tarzan tatiana tea teacher techno temp temple temporary tennis tequila terminator tesla
  test tester testing testtest testuser tetris texas thailand thanks thankyou theater third thomas thor
  thousand three thunder thursday tiger tigger timothy titanium tobias together tokyo tomato topsecret
  tornado toronto tottenham tower toyota train treasure trinity triple truck trucker trumpet trust trustme
  trustno trustnoone truth tsunami tuesday turbo turkey turkiye turquoise turtle twelve twitter tyler ubuntu
  ukraine uncle unicorn unitedfc universe university unknown unlock unlocked urlaub ursula user username
  vacation vader valentina valley vancouver vanilla vater vegas vegeta venus victor victoria victory vienna
  vietnam vikings village violet violin viper virginia vladimir vodka volcano voldemort volkswagen
  volleyball volvo wachtwoord walter warcraft warehouse warrior warriors warsaw wasd water waterfall wedding
  wednesday weekend weihnachten welcome werewolf whale whatever whatsup whiskey whisky white whitehouse
  whore wien wife william willkommen wind window windows wine winner winnie winter wireless witch witcher
  wizard wolf wolfgang wolverine wolves woman women wonderwoman wooden wrestling wsxedc xbox xyzxyz yamaha
  yankees yellow yoda yoshi youtube yoyoyo yxcvbnm zachary zebra zelda zero zeus zuerich zulu zurich zxcv
  zxcvbn zxcvbnm zxczxc
`
  .trim()
  .split(/\s+/);

const openings = ['ilove', 'love', 'my', 'super', 'the', 'mr', 'hello', 'i'];

/** What a password may not be, once case, leet spelling and affixes are taken off. About ten thousand entries. */
export const commonPasswords: ReadonlySet<string> = new Set(
  words.flatMap((word) => [word, ...openings.map((opening) => opening + word)]),
);
